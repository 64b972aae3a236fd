"""How an editor is taught the schema of entries, so that it completes fields and marks mistakes as one types."""

import json
from typing import Literal, assert_never, get_args

Editor = Literal["vscode", "jetbrains", "neovim"]
EDITORS: tuple[Editor, ...] = get_args(Editor)
_FILES = '"**/architectures/*.yaml", "!**/*.patch.yaml"'
_FIRST_LINE = """\
An entry that starts with this line needs no setting in VS Code and Neovim (the path is relative to the entry):

# yaml-language-server: $schema=../schema.json

A patch lacks what it does not change, so the schema is not for patches: `vlmcat validate` checks them. A language
server older than 1.25 takes no pattern with !, and marks them all the same unless they start with this line:

# yaml-language-server: $schema=none
"""


def render(editor: Editor, schema: str) -> str:
    """Return what to do in an editor that is to use the schema at this path."""
    path = json.dumps(schema)
    match editor:
        case "vscode":
            return f"""\
Install the extension "YAML" (redhat.vscode-yaml), and add to settings.json:

"yaml.schemas": {{{path}: [{_FILES}]}}

{_FIRST_LINE}"""
        case "jetbrains":
            return f"""\
In Settings | Languages & Frameworks | Schemas and DTDs | JSON Schema Mappings, add a schema:

Schema file or URL    {schema}
Schema version        JSON Schema version 2020-12, or the newest that is offered
File path pattern     architectures/*.yaml

A patch (architectures/*.patch.yaml) lacks what it does not change, and is marked for that: turn the schema off for it
in the status bar. `vlmcat validate` checks patches.
"""
        case "neovim":
            return f"""\
Install yaml-language-server and nvim-lspconfig, and add to init.lua (Neovim 0.11 or newer):

vim.lsp.config("yamlls", {{ settings = {{ yaml = {{ schemas = {{ [{path}] = {{ {_FILES} }} }} }} }} }})
vim.lsp.enable("yamlls")

{_FIRST_LINE}"""
        case _:
            assert_never(editor)
