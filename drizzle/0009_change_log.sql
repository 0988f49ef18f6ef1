-- The changes that a write committed, one row for each statement: see server/db/changeLog.ts.
create table change_pending (
  sequence bigint generated always as identity primary key,
  type text collate "C" not null,
  kind text collate "C" not null check (kind in ('created', 'changed', 'deleted')),
  ids text[] collate "C" not null,
  revisions integer[],
  at timestamptz[] not null
);
--> statement-breakpoint
-- The same rows in the order of their commits.
create table change_log (
  position bigint primary key,
  type text collate "C" not null,
  kind text collate "C" not null,
  ids text[] collate "C" not null,
  revisions integer[],
  at timestamptz[] not null
);
--> statement-breakpoint
-- The position of the newest row of the log, and of the newest row that was dropped from it. One row.
create table change_log_end (
  position bigint not null,
  dropped bigint not null
);
--> statement-breakpoint
insert into change_log_end values (0, 0);
