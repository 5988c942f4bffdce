-- Commands, maps and colours; nothing is started from here.
if vim.g.loaded_gannhan then
  return
end
vim.g.loaded_gannhan = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('gannhan needs Neovim 0.10 or newer', vim.log.levels.WARN)
  return
end

vim.filetype.add({ pattern = { ['.*%.anno%.jsonl'] = 'jsonl' } })

vim.api.nvim_create_user_command('Gannhan', function(command)
  require('gannhan.commands').run(command)
end, {
  nargs = '+',
  range = true,
  desc = 'Annotate Vietnamese news',
  complete = function(lead, line)
    return require('gannhan.commands').complete(lead, line)
  end,
})

for name, mode in pairs({
  annotate = 'n',
  reject = 'n',
  remove = 'n',
  certain = 'n',
  next = 'n',
  previous = 'n',
  sidecar = 'n',
  list = 'n',
  selection = 'x',
}) do
  vim.keymap.set(mode, ('<Plug>(gannhan-%s)'):format(name), function()
    require('gannhan.commands').run({ fargs = { name } })
  end, { desc = 'gannhan: ' .. name })
end

-- Neovim's own colours for each background: schemes have no groups for what a text is about. A user's `:highlight` wins.
local function colour()
  local front = vim.o.background == 'light' and 'NvimDark' or 'NvimLight'
  local back = vim.o.background == 'light' and 'NvimLight' or 'NvimDark'
  local groups = {
    GannhanLocality = { fg = front .. 'Blue', ctermfg = 'Blue' },
    GannhanOfficial = { fg = front .. 'Magenta', ctermfg = 'Magenta' },
    GannhanAmount = { fg = front .. 'Green', ctermfg = 'Green' },
    GannhanAnnotated = { bold = true, cterm = { bold = true } },
    GannhanCurrent = { bg = back .. 'Yellow', cterm = { reverse = true } },
    ['@lsp.type.locality'] = { link = 'GannhanLocality' },
    ['@lsp.type.official'] = { link = 'GannhanOfficial' },
    ['@lsp.type.amount'] = { link = 'GannhanAmount' },
    ['@lsp.mod.annotated'] = { link = 'GannhanAnnotated' },
  }
  for name, group in pairs(groups) do
    vim.api.nvim_set_hl(0, name, vim.tbl_extend('force', group, { default = true }))
  end
end
colour()
-- A scheme clears them; another background comes with its scheme.
vim.api.nvim_create_autocmd('ColorScheme', {
  group = vim.api.nvim_create_augroup('gannhan.colours', {}),
  callback = colour,
})

vim.api.nvim_create_autocmd('BufReadCmd', {
  group = vim.api.nvim_create_augroup('gannhan.pages', {}),
  -- Neovim takes such a name for a file's and puts the working directory before it.
  pattern = { 'gannhan:*', '*/gannhan:*' },
  callback = function(event)
    require('gannhan.pages').read(event.buf)
  end,
})
