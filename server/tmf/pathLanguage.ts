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
