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
  const list = async (query: string) => (await (await fetch(`${url}${basePath}/usage?${query}`)).json()) as { id: string; description: string }[]
  const [rated, other] = await list(`status=rated&usageType=Voice&limit=2`)
  const [rejected] = await list(`status=rejected&usageSpecification.id=${Voice.id}&validation.result=failed&limit=1`)
  if (!rated || !other || !rejected) throw new Error('The seed has no usages to show')
  return [
    { name: 'overview', path: '/', ready: 'Newest usages' },
    { name: 'usages', path: '/usages', ready: rated.description },
    { name: 'usages-nothing', path: '/usages?status=rated&usageType=Nothing', ready: 'No usages' },
    { name: 'usage', path: `/usages/${rated.id}`, ready: rated.description },
    { name: 'usage-json', path: `/usages/${rated.id}?tab=json`, ready: rated.id },
    { name: 'usage-rejected', path: `/usages/${rejected.id}`, ready: rejected.description },
    { name: 'usage-missing', path: '/usages/01ARZ3NDEKTSV4RRFFQ69G5FAV', ready: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    { name: 'specifications', path: '/specifications', ready: 'Voice-Usage-Specification' },
    { name: 'specification', path: `/specifications/${Voice.id}`, ready: 'originatingNumber' },
    { name: 'specification-json', path: `/specifications/${Roaming.id}?tab=json`, ready: 'Roaming-Usage-Specification' },
    { name: 'specification-new', path: '/specifications/new', ready: 'Characteristics' },
    { name: 'nowhere', path: '/nowhere', ready: 'There is nothing at this address' },
  ]
}
