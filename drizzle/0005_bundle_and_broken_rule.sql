-- The specifications that a bundle contains, so that it is found when one of them changes.
alter table usage_specification add column contained text[] collate "C";
--> statement-breakpoint
update usage_specification
   set contained = (
         select array_agg(distinct item ->> 'id')
           from jsonb_array_elements(document::jsonb -> 'entitySpecRelationship') as relationship (item)
          where lower(item ->> 'relationshipType') = 'contains' and item ->> 'id' ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$')
 where document ->> 'isBundle' = 'true';
--> statement-breakpoint
create index usage_specification_by_contained on usage_specification using gin (contained);
--> statement-breakpoint
-- Why a usage was turned down, as keys of 64 bits: fifty rules with long names would not fit an entry of the index.
drop index usage_by_broken_rule;
--> statement-breakpoint
alter table usage rename column broken_rules to broken_rule_texts;
--> statement-breakpoint
alter table usage add column broken_rules bigint[];
--> statement-breakpoint
-- The same as server/tmf/keys.ts computes, of a code and a characteristic.
create function pg_temp.key_of(text text) returns bigint language sql immutable as $$
  select ('x' || substr(md5(convert_to(split_part(text, ' ', 1), 'UTF8') || '\x00' || convert_to(substr(text, strpos(text, ' ') + 1), 'UTF8')), 1, 16))::bit(64)::bigint
$$;
--> statement-breakpoint
update usage set broken_rules = array(select key from unnest(broken_rule_texts) as broken (text), pg_temp.key_of(text) as key order by key) where broken_rule_texts is not null;
--> statement-breakpoint
alter table usage drop column broken_rule_texts;
--> statement-breakpoint
create index usage_by_broken_rule on usage (usage_specification_id, broken_rules, id) where broken_rules is not null;
