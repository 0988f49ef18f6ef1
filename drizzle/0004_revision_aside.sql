-- What a check found is a part of what a resource was: see server/db/schema.ts.
alter table revision add column aside json;
