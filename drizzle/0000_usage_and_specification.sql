create table usage (
  id text collate "C" not null primary key,
  document json not null,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  status text collate "C" not null,
  usage_type text collate "C",
  usage_date timestamptz,
  usage_specification_id text collate "C" not null
) partition by range (id);
--> statement-breakpoint
-- Catches what no month's partition holds, so that no write is refused; the maintenance worker reports what is in it.
create table usage_default partition of usage default;
--> statement-breakpoint
create index usage_by_status on usage (status, id);
--> statement-breakpoint
create index usage_by_type on usage (usage_type, id);
--> statement-breakpoint
create index usage_by_date on usage (usage_date desc nulls last, id desc);
--> statement-breakpoint
create index usage_by_specification on usage (usage_specification_id, id);
--> statement-breakpoint
create table usage_specification (
  id text collate "C" not null primary key,
  document json not null,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  name text collate "C" not null
);
--> statement-breakpoint
create index usage_specification_by_name on usage_specification (name, id);
--> statement-breakpoint
create table revision (
  type text collate "C" not null,
  id text collate "C" not null,
  revision integer not null,
  document json not null,
  change text collate "C" not null check (change in ('patch', 'delete')),
  changed_at timestamptz not null default now(),
  changed_by text collate "C" not null,
  primary key (id, revision)
);
--> statement-breakpoint
create table resource_count (
  type text collate "C" not null,
  slot smallint not null,
  count bigint not null,
  primary key (type, slot)
) with (fillfactor = 50);
