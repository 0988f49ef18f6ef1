-- A claim of kind "kept" is a unique value whose resource was deleted and that stays taken. Stored claims are of the other kinds, so none is checked.
alter table claim
  drop constraint claim_kind_check,
  add constraint claim_kind_check check (kind in ('value', 'request', 'kept')) not valid;
