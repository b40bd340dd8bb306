"""Both Sides: the two views of one relationship, next to each other.

The map (imports go down the page, never up; import-linter holds the contract in pyproject.toml):

    cli                              commands, thin; one module per job
    publish                          load, context, compile, freeze, seal, inspect, swap in
    site | web | brief               frozen pages | live survey | PDFs
        | post | intake              what goes out | answers from outside
    pages                            page dataclasses, templates, charts, fonts, styles
    files | store | sealing          what a firm writes | what respondents sent | cryptography
    core                             pure: dataclasses and functions, no I/O, no clock
    errors | settings | system       the one error tree | folders of a site | what the machine has

`bootstrap` stands beside them: it makes the private environment and hands over to `cli`. So does
`installer`: what the system lacks and the line that installs it.
"""
