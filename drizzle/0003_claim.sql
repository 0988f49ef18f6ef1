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
