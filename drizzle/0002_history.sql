-- Who created a resource, and why: see server/db/schema.ts.
alter table usage add column created_by text collate "C", add column created_reason text collate "C";
--> statement-breakpoint
alter table usage_specification add column created_by text collate "C", add column created_reason text collate "C";
--> statement-breakpoint
alter table revision
  add column reason text collate "C",
  add column created_at timestamptz,
  add column created_by text collate "C",
  add column created_reason text collate "C";
--> statement-breakpoint
update revision set created_at = usage.created_at from usage where usage.id = revision.id;
--> statement-breakpoint
update revision set created_at = usage_specification.created_at from usage_specification where usage_specification.id = revision.id;
--> statement-breakpoint
-- Of what is deleted only the id tells: a ULID begins with its time, in milliseconds.
update revision
   set created_at = to_timestamp((
         select sum((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, place, 1)) - 1) * 32::numeric ^ (10 - place)) / 1000
           from generate_series(1, 10) as place)::double precision)
 where created_at is null;
--> statement-breakpoint
alter table revision alter column created_at set not null;
