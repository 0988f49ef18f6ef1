-- The attributes of stored resources that their type does not declare: see server/store/attributeNames.ts.
create table attribute_name (
  type text collate "C" not null,
  name text collate "C" not null,
  primary key (type, name)
);
--> statement-breakpoint
-- The types whose names are incomplete. A worker reads the resources stored so far, from the first id on.
create table missing_names (
  type text collate "C" primary key,
  after_id text collate "C"
);
--> statement-breakpoint
insert into missing_names (type, after_id)
select 'Usage', '' where exists (select from usage)
union all
select 'UsageSpecification', '' where exists (select from usage_specification)
union all
select 'View', '' where exists (select from saved_view);
