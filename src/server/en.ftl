## The language server

server-unannotated = { $name }: not annotated yet
server-more = { $count } more mentions are not annotated yet
server-trouble = { $error }. Nothing is offered here, since no position could be right. Save the file as UTF-8.
server-annotated = annotated
server-rejected = suggestion rejected
server-annotate = Annotate { $name }
server-annotate-name = Annotate all { $count } mentions of { $name }
server-annotate-certain = Annotate all { $count } certain mentions
server-annotate-as = Annotate the selection as { $type ->
    [locality] a locality
    [official] an official
   *[amount] an amount
}
server-reject = Reject the suggestion { $name }
server-no-file = Save the text as a file first: its annotations go into a file beside it.
server-text-changed = The text has changed since the action was offered; nothing was written. Try again.
server-not-written = The annotation was not written: { $error }. Nothing was lost; put that right and try again.
server-unreadable = The article's file can't be read as text, so no position would be right; nothing was written. Save it as UTF-8.
server-no-reason = it gave no reason
server-not-applied = The editor did not apply the change to { $file }: { $reason }. Nothing was written.
server-no-apply = { $file } is open, and this editor takes no changes from the server. Save and close it, then try again.
server-followed-not = The annotations in { $file } could not follow the article: { $error }. They still speak of the text before.
server-checking = Checking { $count } sidecars
server-remove = Remove the annotation of “{ $name }”
server-take-back = Take back the refusal of “{ $name }”
server-accept = Accept the annotation of “{ $name }”
server-choose = “{ $name }” stands here, line { $line }: { $place }
server-delete = Delete the annotation of “{ $name }”
server-recompute = Read the value of “{ $now }” anew (was “{ $name }”)
server-keep = Keep the value of “{ $name }” for “{ $now }”
server-set-date = Read the article as of { $date }
server-unset-date = Let the article tell its date itself
server-finish = Mark the article as finished: what is not annotated is none
server-reopen = Mark the article as open again
server-fix = Fix { $rule }
server-fix-every = Fix what is safe to fix
server-fix-all = Fix { $count ->
    [one] the safe finding
   *[other] all { $count } safe findings
} in the annotations
server-type-locality = Localities
server-type-official = Officials
server-type-amount = Amounts
server-lens = { $annotated } annotated, { $open } open
server-lens-finish = Mark as finished
server-lens-reopen = Open again
server-by = by { $name }: { $how }
server-status-open = open: what is not annotated was not looked at yet
server-status-finished = finished: what is not annotated is none
server-first-named = first named here
server-said-there = the other place
server-other-line = the line that it does not agree with
server-stands-here = the place in the article
server-may-stand-here = it may be this place
