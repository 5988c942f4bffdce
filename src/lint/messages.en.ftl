# What the rules say, each with what to do about it. Attributes are variants of a rule's message.
lint-anchor-out-of-bounds = the annotation ends at { $end }, but the article has only { $length } code points; choose its place again or delete the line
lint-anchor-empty = the annotation covers no text; choose its place or delete the line
lint-quote-mismatch = the article says “{ $now }” where the annotation quotes “{ $quote }”; check the value, then recompute the annotation
    .moved = “{ $quote }” now starts at code point { $start }; move the annotation there
lint-context-mismatch = the text around the quote is not what the annotation says; renew its prefix and suffix
lint-quote-ambiguous = “{ $quote }” stands in { $count ->
        [one] one place now, and nothing tells whether that is the one that was meant; choose it, or delete the line
       *[other] { $count } places and nothing tells which one is meant; choose one
    }
lint-splits-grapheme = the annotation cuts a character in two; move its edge to the character’s edge
lint-splits-syllable = the annotation cuts a word or a figure in two; extend or shorten it to whole words
lint-edge-whitespace = the annotation begins or ends with white space; leave it out
lint-article-changed = { $article } has changed since these annotations were written; bring them to the new text
    .unmerged = merged from another version of the article, so its position has yet to be found; --fix looks for it
lint-orphan = “{ $quote }” can’t be found in the article any more; choose its place or delete the line
lint-crosses-paragraph = the annotation goes on over the end of a paragraph; end it there
lint-bad-json = not JSON: { $error }; mend or delete the line
    .not-utf8 = not UTF-8: byte { $byte }; mend or delete the line
    .not-object = not a JSON object; mend or delete the line
lint-unknown-key = the key “{ $key }” is not known; check its spelling (it is kept)
lint-bad-schema = “{ $key }” is missing or wrong; expected: { $expected ->
        [context] the context of W3C and the vocabulary urn:gannhan:
        [id] {"urn:gannhan: and at least 6 of [0-9a-z]"}
        [TextPositionSelector] a TextPositionSelector with start and end, whole numbers
        [TextQuoteSelector] a TextQuoteSelector with exact, prefix and suffix
        [body] an object of type Locality, Official or Amount
        [source] the IRI of a thing; in a header the article's bare file name
        [name] the article's name, percent-encoded
        [sha256] 64 hexadecimal digits in lower case
        [position] a whole number of code points, 0 or more
        [day] a date as 2026-01-31
        [time] a time as 2026-01-31T08:00:00Z
        [creator] an object of type Person with a name
        [generator] the program's IRI, urn:gannhan:software:VERSION
        [decimal] an exact figure, without exponent, grouping or trailing zeros
        [guideline] a whole number, 1 or more
        [unit] an object with level and name
        [target] an object with source and selector
        [string] text
        [array] a list
        [object] an object
        [integer] a whole number
        [boolean] true or false
       *[other] { $expected }
    }
    .repeated-key = a key stands twice in one object, and readers take only the last; delete one
lint-duplicate-id = the id { $id } stands in line { $line } already; give this line another
lint-duplicate-annotation = line { $line } annotates the same text with the same type; delete one of them
lint-crossing = the annotation crosses that of line { $line }; let one hold the other, or part them
lint-dangling-reference = { $id } is no annotation of this file; correct or remove the reference
    .article = the line names { $source }, but this file stands beside { $article }; correct the name
lint-not-canonical = the line is not in canonical form; rewrite it
    .order = the line stands behind one that comes after it in the article; sort the file
lint-header-missing = the file does not begin with a line that describes the article; add it
    .behind = the line that describes the article stands behind annotations; move it to the beginning of the file
lint-header-repeated = line { $line } describes the article already; keep one of the two
lint-conflict-marker = { $marker } is left from a merge; settle the conflict
lint-no-article = { $article } is not there or can’t be read; restore it or delete this file
lint-missing-creator = nobody is named as the annotation’s creator; add the name
lint-bad-decimal = “{ $decimal }” is no exact figure; write it as a string without exponent, grouping or trailing zeros: "9.5"
lint-unknown-currency = “{ $currency }” is no currency of ISO 4217; write its three letters
lint-reversed-range = the range ends at { $high }, below its start { $low }; exchange the two
lint-person-missing = the annotation says where the person is named, but not who it is; add “person”
lint-bad-config = something is wrong here
    .unknown-key = the key “{ $key }” is not known; check its spelling
    .unknown-key-near = the key “{ $key }” is not known; did you mean “{ $near }”?
    .syntax = not TOML: { $error }; mend the line (the others count)
    .no-switch = expected true or false
    .no-count = expected a whole number from 0 on
    .no-text = expected a text in quotes
    .no-file-name = it becomes part of a file’s name: no dots, slashes, quotes or spaces at its ends
    .no-day = expected a day of the form "YYYY-MM-DD"
    .no-list = expected a list of texts in square brackets
    .no-table = expected a table
    .no-choice = expected one of { $choices }
    .no-choice-near = expected one of { $choices }; did you mean “{ $near }”?
    .bad-pattern = not a pattern of paths: { $error }
    .empty-pattern = the pattern is empty
    .unreadable = the file can’t be read: { $error }
    .no-such-file = no file is “{ $pattern }”
lint-bad-table = something is wrong in this row
    .unreadable = the file can’t be read: { $error }
    .unknown-column = the column “{ $column }” is not known; known are { $columns }
    .unknown-column-near = the column “{ $column }” is not known; did you mean “{ $near }”?
    .column-twice = the column “{ $column }” stands twice
    .no-column = the column “{ $column }” is missing
    .too-many = there is no column above this cell
    .no-day = expected a day of the form "YYYY-MM-DD"
    .turned-round = the last day is before the first
    .no-reference = expected a unit: 2025:CODE, before-2025:CODE or country:CODE
    .unknown-unit = no unit is “{ $unit }”
    .unknown-own = no place of your tables has the code “{ $code }”
    .within-smaller = what it lies in is no larger than itself
    .code-twice = another place has the code “{ $code }” already
    .row-twice = the same stands in line { $line } already
    .no-name = the row has no name
    .bad-name = a name begins with a letter
    .not-of-alias = another name for a unit has no “{ $column }” of its own
    .no-level = say what it is: a place (level), or another name for one (alias_of)
    .bad-level = expected one of { $levels }
    .bad-level-near = expected one of { $levels }; did you mean “{ $near }”?
    .bad-code = a code has up to 8 letters and figures without marks
    .no-cell = the cell “{ $column }” is empty
    .no-office = no office is read in this; write the title and the body, without a person and a place
    .no-jurisdiction = an office of a place needs its unit in “jurisdiction”
    .bad-id = an id has 6 to 32 of 0-9 and a-z
    .too-long = this is too long
lint-ambiguous-separator = “{ $text }” can be read as { $first } or as { $second }; write it in one of the two ways
    .listed = “{ $text }” is annotated without a choice between { $first } and { $second }; choose one
    .foreign = “{ $text }” is written in foreign style and means { $first }; write it the Vietnamese way
lint-unit-not-valid-then = { $text } was there until { $last } and no longer on { $date }; name the unit of that day, or say that it is a former one
    .annotated = { $unit } ({ $text }) was not there on { $date }; choose the unit of that day
lint-office-body-mismatch = “{ $title }” is no title of { $organ }, whose head is called { $head }; correct one of the two
    .unit = { $organ } does not fit { $unit } (as of { $date }); correct the body or the place
lint-two-holders = { $name } holds the same office here as { $other } elsewhere in the article; correct one, or say who came before
    .annotated = { $name } holds the same office here as { $other } in line { $line }; correct one, or the office
lint-locality-capitals = a place’s name is written without its capitals; write “{ $right }”
lint-locality-spelling = probably misspelt; write “{ $right }”
lint-mixed-spelling = “{ $written }” ({ $count ->
        [one] once
       *[other] { $count } times
    }) is mostly written “{ $common }” in this article; write it in one way
lint-not-nfc = { $count ->
        [one] one word is
       *[other] { $count } words are
    } written with separate marks (not in NFC), which searches miss; compose the letters
lint-amount-disagrees = “{ $text }” is { $reads }, the annotation says { $says }; correct one
lint-currency-disagrees = “{ $text }” is in { $reads }, the annotation says { $says }; correct one
lint-modifier-disagrees = the modifier of “{ $text }” is { $reads } in the article, { $says } in the annotation; correct one
lint-unknown-unit = { $unit } is no unit; look its code up with “gannhan lookup NAME”
lint-level-disagrees = the annotation says { $says }, but { $unit } is { $is }; correct one
lint-mixed-referent = “{ $text }” means { $thing } here and { $other } in line { $line }; correct one
lint-unannotated = “{ $text }” is not annotated, though the article is finished; annotate or reject it, or open the article again
lint-unreviewed = “{ $text }” was annotated with many others and nobody has reviewed it; accept, change or reject it
    .count = { $count ->
        [one] one annotation was
       *[other] { $count } annotations were
    } written in bulk and not yet reviewed, this one the first; accept, change or reject what they say
lint-mixed-extent = “{ $text }” is annotated without its designator, in line { $line } with it; take in “{ $whole }”
fix-value = Set { $value }
fix-extend = Take in “{ $text }”
fix-write = Write “{ $text }”
fix-write-everywhere = Write “{ $text }” in { $count ->
        [one] this place
       *[other] all { $count } places
    }
fix-reading = Write “{ $text }” ({ $meaning })
fix-compose = Compose the letters of { $count ->
        [one] this word
       *[other] all { $count } words
    }
lint-corpus-mixed-referent = “{ $text }” means { $thing } here, but { $other } in { $usual } of { $all } places of all articles; check it
lint-person-two-ids = { $name } is { $thing } here and { $other } elsewhere in the same office; give both one id
lint-annotators-disagree = “{ $text }” means { $thing } here and { $other } in { $file }; settle it
    .rejected = “{ $text }” is annotated here and rejected in { $file }; settle it
    .taken = “{ $text }” is rejected here and annotated in { $file }; settle it
    .extent = “{ $text }” here is “{ $other }” in { $file }; settle how far it reaches
    .missing = “{ $text }” is annotated here and not in { $file }, though both are finished; settle it
lint-date-disagrees = the article’s date is { $date } here and { $said } in { $file }; correct one
    .line = the header’s date is { $date }, the article’s date line says { $said }; correct the header
