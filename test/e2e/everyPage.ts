import { specificationsOf } from '../../server/dev/specifications'
import { basePath } from '../../shared/vocabulary'

/** A page of the app as people see it: its address, what shows that it is there, and what to do to get it into the state that is meant. */
export interface PageState {
  name: string
  path: string
  /** Text, or a role with its name, that is there once the page is drawn. */
  ready: string
}

/** Every page in its usual states, over the usages of a seed. */
export async function everyPage(url: string): Promise<PageState[]> {
  const { Voice, Roaming } = specificationsOf(1)
  const list = async (query: string) =>
    (await (await fetch(`${url}${basePath}/usage?${query}`)).json()) as { id: string; description: string }[]
  const [rated, other] = await list(`status=rated&usageType=Voice&limit=2`)
  const [rejected] = await list(`status=rejected&usageSpecification.id=${Voice.id}&validation.result=failed&limit=1`)
  if (!rated || !other || !rejected) throw new Error('The seed has no usages to show')
  return [
    { name: 'overview', path: '/', ready: 'Newest usages' },
    { name: 'usages', path: '/usages', ready: rated.description },
    {
      name: 'usages-filtered',
      path: '/usages?q=status=rejected,rated%26characteristic.duration.gte=60&time=30d&by=usageDate',
      ready: 'Last 30 days',
    },
    { name: 'usages-open', path: `/usages?open=${rated.id}`, ready: 'Facts' },
    { name: 'usages-nothing', path: '/usages?status=rated&usageType=Nothing', ready: 'No usages' },
    { name: 'usage', path: `/usages/${rated.id}`, ready: rated.description },
    { name: 'usage-json', path: `/usages/${rated.id}?tab=json`, ready: rated.id },
    { name: 'usage-rejected', path: `/usages/${rejected.id}`, ready: rejected.description },
    {
      name: 'usage-characteristics',
      path: `/usages/${rejected.id}?tab=characteristics`,
      ready: 'Validated against the current specification.',
    },
    { name: 'usage-rating', path: `/usages/${rated.id}?tab=rating`, ready: 'Totals by currency' },
    { name: 'usage-parties', path: `/usages/${rated.id}?tab=parties`, ready: 'customer' },
    { name: 'usage-history', path: `/usages/${rejected.id}?tab=history`, ready: 'Revision 1' },
    { name: 'usage-correct', path: `/usages/${rejected.id}/correct`, ready: 'It breaks' },
    { name: 'usage-compare', path: `/usages/compare?a=${rated.id}&b=${other.id}`, ready: 'Only differences' },
    { name: 'usage-missing', path: '/usages/01ARZ3NDEKTSV4RRFFQ69G5FAV', ready: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    { name: 'specifications', path: '/specifications', ready: 'Voice-Usage-Specification' },
    {
      name: 'specifications-nothing',
      path: '/specifications?q=nothing+of+the+kind',
      ready: 'No specification matches',
    },
    { name: 'specification', path: `/specifications/${Voice.id}`, ready: 'originatingNumber' },
    { name: 'specification-versions', path: `/specifications/${Voice.id}?tab=versions`, ready: 'Revision 1' },
    { name: 'specification-usages', path: `/specifications/${Voice.id}?tab=usages`, ready: 'Busiest day' },
    {
      name: 'specification-quarantine',
      path: `/specifications/${Voice.id}?tab=quarantine`,
      ready: 'Show all rejected usages',
    },
    {
      name: 'specification-json',
      path: `/specifications/${Roaming.id}?tab=json`,
      ready: 'Roaming-Usage-Specification',
    },
    {
      name: 'specifications-compared',
      path: `/specifications/compare?a=${Voice.id}&b=${Roaming.id}`,
      ready: 'originatingNumber',
    },
    { name: 'specification-new', path: '/specifications/new', ready: 'No characteristics yet' },
    { name: 'specification-edit', path: `/specifications/${Voice.id}/edit`, ready: 'originatingNumber' },
    {
      name: 'specification-edit-json',
      path: `/specifications/${Voice.id}/edit?tab=json`,
      ready: '"originatingNumber"',
    },
    { name: 'nowhere', path: '/nowhere', ready: 'This page does not exist' },
  ]
}
