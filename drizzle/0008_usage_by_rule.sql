-- Rejected usages by a rule that they break, whatever their specification.
create index usage_by_rule on usage using gin (broken_rules) with (gin_pending_list_limit = 1024) where broken_rules is not null;
