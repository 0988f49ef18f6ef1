-- Every value that usages are looked up by, as a number: see server/tmf/keys.ts, which fills it from now on.
alter table usage add column keys bigint[];
--> statement-breakpoint
create function pg_temp.key_of(path text, value text) returns bigint language sql immutable as $$
  select ('x' || substr(md5(convert_to(path, 'UTF8') || '\x00' || convert_to(value, 'UTF8')), 1, 16))::bit(64)::bigint
$$;
--> statement-breakpoint
-- A number as JavaScript writes it.
create function pg_temp.number_text(value numeric) returns text language sql immutable as $$
  select case
    when value = 0 or abs(value) >= 1e-6 and abs(value) < 1e21 then trim_scale(value)::text
    else regexp_replace(value::double precision::text, 'e([+-])0', 'e\1')
  end
$$;
--> statement-breakpoint
create function pg_temp.loose_text(value jsonb) returns text language sql immutable as $$
  select case
    when jsonb_typeof(value) = 'number' then pg_temp.number_text(value::numeric)
    when jsonb_typeof(value) = 'boolean' then value::text
    when value #>> '{}' ~ '^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$' and length(value #>> '{}') <= 15 then pg_temp.number_text((value #>> '{}')::numeric)
    else value #>> '{}'
  end
$$;
--> statement-breakpoint
update usage set keys = array(
  select pg_temp.key_of('usageType', usage_type) where usage_type is not null
  union
  select pg_temp.key_of('relatedParty.id', value #>> '{}')
    from jsonb_path_query(document::jsonb, '$.relatedParty.id ? (@.type() == "string")') as at (value)
  union
  select pg_temp.key_of('characteristic.' || (item ->> 'name'), pg_temp.loose_text(value))
    from jsonb_path_query(document::jsonb, '$.usageCharacteristic[*]') as characteristic (item),
         jsonb_path_query(item, '$.value[*][*] ? (@.type() == "string" || @.type() == "number" || @.type() == "boolean")') as at (value));
--> statement-breakpoint
alter table usage alter column keys set not null;
--> statement-breakpoint
-- Common keys and rare ones need other plans; with fewer of them counted, a rare key looks far more frequent than it is.
alter table usage alter column keys set statistics 300;
--> statement-breakpoint
-- A small list of what is not yet in order, as every search reads all of it.
create index usage_by_key on usage using gin (keys) with (gin_pending_list_limit = 1024);
--> statement-breakpoint
-- Found by key now.
drop index usage_by_type;
--> statement-breakpoint
-- Lists of a specification are mostly of a time, too.
drop index usage_by_specification;
--> statement-breakpoint
create index usage_by_specification on usage (usage_specification_id, usage_date desc nulls last, id desc);
--> statement-breakpoint
create index usage_by_status_and_date on usage (status, usage_date desc nulls last, id desc);
