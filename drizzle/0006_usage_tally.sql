-- How many usages there are, by time, specification and status: see server/tmf/tally.ts and server/db/tally.ts.
create table usage_tally (
  axis text collate "C" not null check (axis in ('usageDate', 'arrival', 'all')),
  step integer not null,
  at timestamptz not null,
  usage_specification_id text collate "C" not null,
  status text collate "C" not null,
  count bigint not null,
  primary key (axis, step, at, usage_specification_id, status)
);
--> statement-breakpoint
-- What has changed since: every write adds to its end, and none waits for another.
create table usage_tally_change (
  happened_at timestamptz,
  arrived_at timestamptz not null,
  usage_specification_id text collate "C" not null,
  status text collate "C" not null,
  count integer not null
);
--> statement-breakpoint
-- A ULID begins with its time, in milliseconds, as ten digits of 32.
create function pg_temp.arrival_of(id text) returns timestamptz language sql immutable as $$
  select to_timestamp((
    ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 1, 1)) - 1)::bigint << 45)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 2, 1)) - 1)::bigint << 40)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 3, 1)) - 1)::bigint << 35)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 4, 1)) - 1)::bigint << 30)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 5, 1)) - 1)::bigint << 25)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 6, 1)) - 1)::bigint << 20)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 7, 1)) - 1)::bigint << 15)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 8, 1)) - 1)::bigint << 10)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 9, 1)) - 1)::bigint << 5)
    | ((strpos('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(id, 10, 1)) - 1)::bigint)) / 1000.0)
$$;
--> statement-breakpoint
-- One reading of all usages counts them by both times.
set local work_mem = '128MB';
--> statement-breakpoint
insert into usage_tally (axis, step, at, usage_specification_id, status, count)
select case when grouping(happened_at) = 0 then 'usageDate' else 'arrival' end, 600, coalesce(happened_at, arrived_at), usage_specification_id, status, count(*)
  from (select date_bin('10 minutes', usage_date, 'epoch') as happened_at, date_bin('10 minutes', pg_temp.arrival_of(id), 'epoch') as arrived_at, usage_specification_id, status
          from usage) as each
 group by grouping sets ((happened_at, usage_specification_id, status), (arrived_at, usage_specification_id, status))
having grouping(happened_at) = 1 or happened_at is not null;
--> statement-breakpoint
insert into usage_tally (axis, step, at, usage_specification_id, status, count)
select axis, 3600, date_bin('1 hour', at, 'epoch'), usage_specification_id, status, sum(count) from usage_tally where step = 600 group by 1, 2, 3, 4, 5;
--> statement-breakpoint
insert into usage_tally (axis, step, at, usage_specification_id, status, count)
select axis, 86400, date_bin('1 day', at, 'epoch'), usage_specification_id, status, sum(count) from usage_tally where step = 3600 group by 1, 2, 3, 4, 5;
--> statement-breakpoint
insert into usage_tally (axis, step, at, usage_specification_id, status, count)
select 'all', 0, 'epoch', usage_specification_id, status, sum(count) from usage_tally where axis = 'arrival' and step = 86400 group by 4, 5;
--> statement-breakpoint
set local work_mem to default;
