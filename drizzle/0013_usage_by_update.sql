-- The time of the last change. A changed row is written at the end of the table or into free space, so a few blocks contain the recent changes.
create index usage_by_update on usage using brin (updated_at) with (pages_per_range = 16, autosummarize = on);
