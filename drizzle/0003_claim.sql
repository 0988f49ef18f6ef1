-- What only one resource may hold: see server/tmf/claim.ts.
create table claim (
  key uuid not null primary key,
  kind text collate "C" not null check (kind in ('value', 'request')),
  type text collate "C" not null,
  id text collate "C" not null,
  digest uuid,
  made_at timestamptz not null default now()
);
--> statement-breakpoint
create index claim_request_by_time on claim (made_at) where kind = 'request';
--> statement-breakpoint
alter table usage add column claims uuid[];
--> statement-breakpoint
alter table usage_specification add column claims uuid[];
--> statement-breakpoint
-- What is shown only when it is asked for.
alter table usage add column aside json;
--> statement-breakpoint
alter table usage_specification add column aside json;
--> statement-breakpoint
-- What is wrong with usages that were turned down.
alter table usage add column broken_rules text[] collate "C";
--> statement-breakpoint
create index usage_by_broken_rule on usage (usage_specification_id, broken_rules, id) where broken_rules is not null;
