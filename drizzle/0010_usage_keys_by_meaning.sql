-- Characteristics are found by the meaning of their values: see server/query/meaning.ts, with the same patterns. Keys are added to those that were
-- there: of instants and their days, months and years, of times of day, of periods and quantities, and of numbers with many digits.
create or replace function pg_temp.scalar_of(value jsonb) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(value) = 'object'
              then coalesce(nullif(value -> 'startDateTime', 'null'), nullif(value -> 'amount', 'null'), nullif(value -> 'value', 'null'))
              else value end
$$;
--> statement-breakpoint
create or replace function pg_temp.iso(at timestamptz) returns text language sql immutable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || rtrim(rtrim(to_char(at at time zone 'UTC', '.US'), '0'), '.') || 'Z'
$$;
--> statement-breakpoint
create or replace function pg_temp.instant_of(text text) returns timestamptz language sql immutable as $$
  select case
    when text ~ '^(?:(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9](?:[.][0-9]{1,9})?|60(?:[.]0{1,9})?)(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9]))?|(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2]))$'
    then (case length(text) when 10 then text || 'T00:00:00Z' when 7 then text || '-01T00:00:00Z' else text end)::timestamptz
  end
$$;
--> statement-breakpoint
create or replace function pg_temp.time_of(text text) returns timestamptz language sql immutable as $$
  select case
    when text ~ '^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?$'
    then ('1970-01-01T' || text || case when text ~ '[Z+-]' then '' else 'Z' end)::timestamptz
  end
$$;
--> statement-breakpoint
-- A number as JavaScript writes it, if a double represents it exactly; otherwise all its digits.
create or replace function pg_temp.exact_text(value numeric) returns text language sql immutable as $$
  select case
    when value <> 0 and (abs(value) >= 1e30 or abs(value) < 1e-30) then null
    when value::double precision::text::numeric <> value or value = 0 or abs(value) >= 1e-6 and abs(value) < 1e21 then trim_scale(value)::text
    else regexp_replace(value::double precision::text, 'e([+-])0', 'e\1')
  end
$$;
--> statement-breakpoint
create or replace function pg_temp.texts_of(value jsonb) returns setof text language sql immutable as $$
  with
    scalar as (select pg_temp.scalar_of(value) as one),
    found as (select one, one #>> '{}' as text from scalar where jsonb_typeof(one) in ('string', 'number')),
    instant as (select at, pg_temp.iso(at) as text from found, pg_temp.instant_of(found.text) as at where jsonb_typeof(one) = 'string' and extract(year from at at time zone 'UTC') between 1 and 9999)
  select unnest(array[text, substr(text, 1, 10), substr(text, 1, 7), substr(text, 1, 4)]) from instant
  union
  select 'time ' || pg_temp.iso(at) from found, pg_temp.time_of(found.text) as at where at is not null and jsonb_typeof(value) = 'string'
  union
  select pg_temp.exact_text(case when jsonb_typeof(one) = 'number' or text ~ '^-?(?:0|[1-9][0-9]{0,39})(?:[.][0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?$' then text::numeric end)
    from found
   where jsonb_typeof(value) = 'object' or jsonb_typeof(value) = 'string' and length(text) > 15
$$;
--> statement-breakpoint
create or replace function pg_temp.meaning_keys(document jsonb) returns bigint[] language sql immutable as $$
  select array(
    select ('x' || substr(md5(convert_to('characteristic.' || (item ->> 'name'), 'UTF8') || '\x00' || convert_to(text, 'UTF8')), 1, 16))::bit(64)::bigint
      from jsonb_path_query(document, '$.usageCharacteristic[*]') as characteristic (item),
           jsonb_path_query(item, '$.value[*][*]') as at (value),
           pg_temp.texts_of(value) as text
     where text is not null)
$$;
--> statement-breakpoint
update usage
   set keys = array(select unnest(keys) union select unnest(pg_temp.meaning_keys(document::jsonb)))
 where not keys @> pg_temp.meaning_keys(document::jsonb);
