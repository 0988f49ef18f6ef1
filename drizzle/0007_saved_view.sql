-- Views of the app that are shared: see server/admin/view.ts.
create table saved_view (
  id text collate "C" not null primary key,
  document json not null,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  name text collate "C" not null,
  created_by text collate "C",
  created_reason text collate "C",
  claims uuid[],
  aside json
);
