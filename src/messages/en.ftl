## Why a mention was tagged

reason-name-of-a-unit = the name of a unit

## lookup

lookup-not-found = no place is called “{ $name }”
