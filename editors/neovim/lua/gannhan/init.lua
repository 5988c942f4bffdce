-- The plugin's interface.
local M = {}

--- Starts the server in annotation projects, from Neovim 0.10 on. (From 0.11 on, `vim.lsp.enable('gannhan')` does.)
function M.enable()
  if vim.fn.has('nvim-0.11') == 1 then
    return vim.lsp.enable('gannhan')
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('gannhan.enable', {}),
    pattern = { 'text', 'jsonl', 'toml' },
    callback = function(event)
      require('gannhan.config').start({ event.buf })
    end,
  })
end

--- For a statusline: annotated / found, as in `%{v:lua.require'gannhan'.statusline()}`; empty elsewhere.
function M.statusline()
  local counts = vim.b.gannhan
  return counts and ('%d/%d'):format(counts.annotated, counts.annotated + counts.open) or ''
end

return M
