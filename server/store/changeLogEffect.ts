import type { Resource } from '../resource/resource'
import type { WriteEffect } from '../resource/writeEffect'

/** Adds a row with all changes of a statement to the change log: see db/changeLog.ts. */
export const changeLogEffect = (it: Resource): WriteEffect => ({
  name: 'logged',
  columns: ['revision', 'created_at', 'updated_at'],
  parameters: ['text'],
  valuesOf: () => [it.type],
  textOf: (write, [type]) => `
      insert into change_pending (type, kind, ids, revisions, at)
      select ${type}, '${write}', array_agg(id order by id), ${logged[write]}
      having count(*) > 0`,
})

/** The revisions and times of the changes. New resources have revision 1, left out here, and one time for all. */
const logged = {
  created: 'null, array[min(created_at)] from after',
  changed: 'array_agg(revision order by id), array_agg(updated_at order by id) from after',
  deleted: 'array_agg(revision + 1 order by id), array_agg(at order by id) from before',
}
