-- For `vim.lsp.enable('gannhan')`, Neovim 0.11 and newer: this file in the runtime path is all it takes.
return require('gannhan.config').make()
