## lint and explain

severity-error = error
severity-warning = warning
severity-info = info
severity-hint = hint

cli-config-faults = { $file }: { $count ->
        [one] one thing is
       *[other] { $count } things are
    } wrong in the configuration and left out; `gannhan lint` shows where

cli-init-made = { $file }: made
cli-init-added = { $file }: { $count ->
        [one] one line
       *[other] { $count } lines
    } added
cli-init-there = { $file }: there already, left as it is
cli-init-clash = { $file }: line { $line } says “{ $written }” and was left so; for offsets and merges to stay right it takes “{ $wanted }”
cli-init-nested = { $file } lies above; in this folder its settings do not count any more
cli-init-driver = git merges sidecars by “{ $runs }” in this clone; every other clone needs `gannhan init` once
cli-init-driver-there = git’s merge driver: there already
cli-init-driver-other = git’s merge driver is “{ $runs }” and was left so; ours would be “{ $wanted }”
cli-init-no-repository = no git repository here, so no merge driver was set up; run `gannhan init` again when there is one
cli-init-no-git = git was not found, so no merge driver was set up; run `gannhan init` again when it is there
cli-init-git-failed = git did not take the merge driver: { $error }

cli-lint-nothing = no articles and no sidecars (*.anno.jsonl) there
cli-lint-summary = { $articles ->
        [0] {""}
        [one] one article and{" "}
       *[other] { $articles } articles and{" "}
    }{ $sidecars ->
        [one] one sidecar
       *[other] { $sidecars } sidecars
    } checked: { $errors ->
        [one] one error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] one warning
       *[other] { $warnings } warnings
    }, { $others } of less weight
cli-lint-fixable = { $count } of them can be set right with --fix
cli-lint-known = { $count } known from the baseline and left out
cli-lint-fixed = { $files ->
        [one] one sidecar
       *[other] { $files } sidecars
    } set right
cli-lint-diff = { $files ->
        [one] one sidecar
       *[other] { $files } sidecars
    } would be changed
cli-lint-baseline-written = { $file }: { $count } findings listed
cli-lint-baseline-bad = { $file }: not a baseline: { $error }
cli-lint-statistics-format = --statistics goes with --format text or json
cli-lint-statistics-fixable = { $count } with --fix

cli-rule-unknown = no rule or group is called { $name }
cli-rule-near = near: { $names }

cli-explain-facts = { $severity }, group { $group }
cli-explain-facts-fixable = { $severity }, group { $group }; safe cases are set right by --fix
cli-explain-article = article
cli-explain-wrong = wrong
cli-explain-right = right

## annotate

cli-annotate-done = { $count ->
        [one] one annotation
       *[other] { $count } annotations
    } written into { $files ->
        [one] one sidecar
       *[other] { $files } sidecars
    }; articles read: { $articles }
cli-annotate-would = { $count ->
        [one] one annotation
       *[other] { $count } annotations
    } would be written into { $files ->
        [one] one sidecar
       *[other] { $files } sidecars
    }; articles read: { $articles }
cli-annotate-finished = finished articles left alone: { $count }
cli-annotate-stdin = an article from stdin has no place for a sidecar; name its file
cli-annotate-name = { $file }: this file name can't be part of a sidecar's name; rename it
cli-annotate-sidecar = { $file }: a sidecar, not an article; name the article
cli-annotate-changed = { $file }: has changed since its sidecar was written; run `gannhan lint --fix` on it first
cli-annotate-conflict = { $file }: its sidecar has a conflict left by git; settle it first

## export

cli-export-unreadable = { $file }: { $count ->
        [one] one line
       *[other] { $count } lines
    } can't be read or mark a conflict; `gannhan lint` tells more
cli-export-changed = { $file }: the article has changed since; positions count in the text as it was

## merge

cli-merge-files = give BASE OURS THEIRS, or one sidecar with a conflict
cli-merge-changed = { $file }: both sides changed { $id }; both lines stand between conflict markers, keep one
cli-merge-deleted = { $file }: one side changed { $id }, the other deleted it; the line stands between conflict markers, keep or delete it
cli-merge-unknown = { $file }: { $id } stands on one side only, and nothing tells whether it is new or was deleted; the line stands between conflict markers, keep or delete it
cli-merge-header = { $file }: both sides changed the header; both stand between conflict markers, keep one
cli-merge-torn = { $file }: a side holds a conflict already, so it was merged as plain text
cli-merge-nothing = { $file }: no conflict in it
cli-no-articles = { $folder }: no articles in this folder (*.txt)
cli-no-file = { $file }: no such file
cli-no-permission = { $file }: no permission to read it
cli-read-failed = { $file }: { $error }
cli-write-failed = cannot write the output: { $error }
cli-not-utf8 = { $file }: not UTF-8: byte { $byte } at byte offset { $offset }. Convert it first, for example with iconv.
cli-utf16 = { $file }: UTF-16, not UTF-8. Convert it first, for example with iconv -f UTF-16 -t UTF-8.
cli-too-long = { $file }: longer than { $most } bytes. Split it first.
