## Why a mention was tagged (the keys of `Reason`)

reason-name-of-a-unit = the name of a unit
reason-locality-designator = a designator before the name of a unit
reason-locality-designator-unknown = a designator before a name that the gazetteer does not hold
reason-locality-parent = the unit above is named beside it
reason-locality-homonyms = several units have this name, and the article does not tell which
reason-locality-large = the name of a country, a region or a province
reason-locality-large-placed = the name of a country, a region or a province, also an everyday word, in the place of a locality
reason-locality-former = the name of a former province, in the place of a locality
reason-locality-elsewhere = named in full elsewhere in the article
reason-locality-sibling = beside another unit of the same parent
reason-locality-list = stands in a list of localities
reason-locality-route = an end of a route, or beside another locality
reason-locality-route-unknown = an end of a route; the gazetteer does not hold the name
reason-locality-own = the project’s own table has this name
reason-locality-office = stands in the name of an office or a body
reason-locality-abroad = the name of a place abroad
reason-locality-town = the name of a city or a town
reason-locality-placed = a name in the place of a locality
reason-locality-province-named = its province is named in the article
reason-locality-facility = something is named after it, and its province is named in the article
reason-amount-explicit = a number with its currency
reason-amount-range = two numbers with one currency
reason-amount-change = the currency stands with the figure that it changes to
reason-amount-implied = a number that is plainly money; the currency is not written
reason-amount-implied-around = a number beside sums of money; the currency is not written
reason-amount-implied-sentence = the currency stands with another sum of the sentence
reason-amount-currency-unsure = several currencies have this name
reason-amount-neighbour = another number stands right beside it
reason-amount-spaces = its digits are grouped by spaces
reason-amount-shorthand = a scale is left out
reason-amount-separator = its dot or comma can be read in two ways
reason-amount-wording = its words can be read in two ways

## Levels of units

level-country = country
level-region = region
level-province = province level
level-district = district level
level-commune = commune level
level-village = village

## Facts of a unit

unit-code = code { $code }
unit-code-before-2025 = code { $code } (list until 2025-06-30)
unit-code-since-2025 = code { $code } (list since 2025-07-01)
unit-code-iso = ISO { $code }
unit-from-to = { $from } – { $to }
unit-from = since { $from }
unit-to = until { $to }
unit-seen-to = until { $to } (first seen { $first })
unit-seen-once = seen { $first }
unit-seen = seen { $first } … { $last }
unit-became = became { $units }
unit-split = split into { $units }
unit-made-of = made of { $units }
unit-part = { $unit } in part
unit-more = { $count } more
unit-there = existed on { $date }
unit-not-there = did not exist on { $date }
unit-maybe-there = the sources do not tell whether it existed on { $date }

## Certainty

certainty-certain = certain
certainty-likely = likely
certainty-ambiguous = ambiguous

## Hover

hover-within = in { $units }
hover-no-unit = not in the gazetteer
hover-others = could also be { $units }
hover-other = not { $unit }: { $why }
hover-others-more = and { $count } more of the name
why-designator = the word before the name is another type's
why-date = it was not there at the article's date
why-habit = the name alone seldom means it
why-province = the article names the other one's province or district
why-told = the article names the other one elsewhere
why-abroad = the article does not name its country
why-beside = what stands beside the name speaks for the other one
why-bare = the bare name means it only with a place, a list or its parent beside it
why-even = nothing in the article tells them apart
hover-inside-office = stands in the name of an office
hover-inside-organisation = stands in the name of an organisation
hover-as-of-given = as of { $date } (date in the sidecar's header)
hover-as-of-text = as of { $date } (date in the text)
hover-as-of-year = as of { $date } (latest year in the text)
hover-as-of-setting = as of { $date } (date set in gannhan.toml)
hover-as-of-none = no date known
hover-person-elsewhere = named elsewhere in the article
hover-person-table = the article does not name; the project’s table of officials does
hover-holder = officials table: { $person }, { $from } – { $to } ({ $evidence })
hover-person-unknown = holder not named in the article
hover-offices-elsewhere = elsewhere in the article: { $offices }
hover-held = { $office } in the sidecars of this workspace:
hover-held-articles = and { $count } more
hover-held-persons = and { $count } more
hover-jurisdiction = { $unit }
hover-jurisdiction-implied = { $unit } (implied)
hover-figure-vietnamese = in Vietnamese: { $figure }
hover-figure-english = in English: { $figure }
hover-currency-implied = the currency is not written here
hover-in-words = in words: { $words }
hover-read-as = read as { $parts }
hover-other-readings = could also be { $figures }

modifier-about = about this much
modifier-almost = almost this much
modifier-over = more than this
modifier-under = less than this
modifier-at-least = at least this much
modifier-at-most = at most this much

## Currencies that news name often

currency-VND = Vietnamese dong
currency-USD = US dollar
currency-EUR = euro
currency-GBP = pound sterling
currency-JPY = Japanese yen
currency-CNY = Chinese yuan
currency-KRW = South Korean won
currency-THB = Thai baht
currency-LAK = Lao kip
currency-KHR = Cambodian riel
currency-RUB = Russian rouble
currency-INR = Indian rupee
currency-AUD = Australian dollar
currency-CAD = Canadian dollar
currency-NZD = New Zealand dollar
currency-SGD = Singapore dollar
currency-HKD = Hong Kong dollar
currency-TWD = New Taiwan dollar
currency-CHF = Swiss franc
currency-MYR = Malaysian ringgit
currency-IDR = Indonesian rupiah
currency-PHP = Philippine peso
currency-MMK = Myanmar kyat
currency-SEK = Swedish krona
currency-NOK = Norwegian krone
currency-DKK = Danish krone

## tag --ndjson

ndjson-not-utf8 = not UTF-8 at byte offset { $offset }
ndjson-not-json = not a JSON object: { $error }
ndjson-no-id = no "id"
ndjson-no-text = no "text"
ndjson-text-no-string = "text" is not a string
ndjson-too-long = "text" is longer than { $most } bytes
ndjson-bad-date = "date" is not a day of the form YYYY-MM-DD: { $date }

## lookup

lookup-not-found = no place is called “{ $name }”
lookup-near = similar names: { $names }
lookup-not-such = “{ $name }” is known, but not with “{ $by }”
lookup-known = known: { $units }
lookup-many = { $count } units have this name; name the type, the district or the province to see one in full
lookup-decree = by { $decree }
lookup-meant = this one is meant by the name, unless the text tells otherwise
lookup-open = nothing in the name tells whether this one is meant
lookup-lost = another one is meant: { $why }
lookup-why-date = this one was not there at the date
lookup-why-abroad = this one lies abroad and its country is not named
lookup-why-even = nothing tells them apart
reason-official-office-and-name = an office and the name of its holder
reason-official-office-alone = an office of one holder, whom the article does not name
reason-official-office-of-named = an office whose holder the article names
reason-official-name-alone = the name of a person whom the article shows to be an official
reason-official-given-name = the given name of the one official of the article who bears it

file-not-found = no such file
file-not-a-file = not a regular file
file-read-only = can't be written: the file or its folder is read-only
file-changed = has changed since it was read; nothing was written
file-busy = another process is writing it; nothing was written
file-not-utf8 = not UTF-8: byte { $byte } at offset { $offset }
file-utf16 = UTF-16, not UTF-8
file-too-long = { $length } bytes long, more than { $most }
