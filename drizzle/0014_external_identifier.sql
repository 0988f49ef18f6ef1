-- any= finds the identifiers that other systems gave a usage: see server/usage/externalIdentifiers.ts. Their keys are added to those that were there.
create or replace function pg_temp.external_keys(document jsonb) returns bigint[] language sql immutable as $$
  select array(
    select ('x' || substr(md5(convert_to('externalIdentifier', 'UTF8') || '\x00' || convert_to(id #>> '{}', 'UTF8')), 1, 16))::bit(64)::bigint
      from jsonb_each(document) as attribute (name, value),
           jsonb_path_query(value, '$[*]') as element (one),
           lateral (select case jsonb_typeof(one) when 'object' then one -> 'id' else one end) as identifier (id)
     where name ~* '^external_?(id|identifier)s?$' and jsonb_typeof(id) in ('string', 'number'))
$$;
--> statement-breakpoint
update usage
   set keys = array(select unnest(keys) union select unnest(pg_temp.external_keys(document::jsonb)))
 where document::text ~* '"external_?(id|identifier)s?"'
   and not keys @> pg_temp.external_keys(document::jsonb);
