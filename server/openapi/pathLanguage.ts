/** What the paths of a JSON Patch Query take, in short (TMF630 part 5). */
export const patchLanguage = `Operations applied in order, as in RFC 6902; each applies to every place its path selects, and must select one at least.

| path | selects |
|---|---|
| \`/usageCharacteristic/value?name=duration\` | \`value\` of the elements whose \`name\` is so; conditions as in the query string of a list |
| \`/relatedParty?relatedParty.role=partner&relatedParty.id=x\` | the elements themselves; a condition may begin with the array's own name |
| \`$.relatedParty[?(@.role=='partner')].name\`, \`/relatedParty[?(@.role=='partner')]/name\` | the same as JSONPath, as in \`filter\` |
| \`/status\` | as in RFC 6902 |

\`add\` puts a value to the end of a list that is there, and adds the attributes of an object to an element that is selected. \`from\`, and the \`path\` of \`move\`, select one place.`
