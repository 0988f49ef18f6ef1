/** What `filter=` takes, in short (TMF630 part 6). */
export const filterLanguage = `A JSONPath (TMF630 part 6): what it leads to something in. Percent-encode it. Several are alternatives; other filters must fit too.

| write | for |
|---|---|
| \`relatedParty[?(@.role=='customer' && @.id=='customer-4711')]\` | both of the same element |
| \`$[?(@.status=='rated' \\|\\| !@.usageDate)]\` | \`$\` is the list, \`@\` each of it |
| \`usageCharacteristic[?(@.name=='duration' && @.value>60)]\` | \`==\` \`!=\` \`<\` \`<=\` \`>\` \`>=\`, as \`.eq\` \`.ne\` and so on; a value may stand in quotes or not |
| \`$[?(@.description=~/^voice/i)]\` | a regular expression |
| \`ratedProductUsage[?(@.taxRate==null)]\` | it is not there; \`@.taxRate\` alone: it is |
| \`relatedParty[0][?(@.role=='customer')]\`, \`['odd name']\`, \`[*]\` | steps |

\`..\`, slices, scripts, functions and the comparison of two paths are answered with 501.`

/** What the paths of a JSON Patch Query take, in short (TMF630 part 5). */
export const patchLanguage = `Operations applied in order, as in RFC 6902; each applies to every place its path selects, and must select one at least.

| path | selects |
|---|---|
| \`/usageCharacteristic/value?name=duration\` | \`value\` of the elements whose \`name\` is so; conditions as in the query string of a list |
| \`/relatedParty?relatedParty.role=partner&relatedParty.id=x\` | the elements themselves; a condition may begin with the array's own name |
| \`$.relatedParty[?(@.role=='partner')].name\`, \`/relatedParty[?(@.role=='partner')]/name\` | the same as JSONPath, as in \`filter\` |
| \`/status\` | as in RFC 6902 |

\`add\` puts a value to the end of a list that is there, and adds the attributes of an object to an element that is selected. \`from\`, and the \`path\` of \`move\`, select one place.`
