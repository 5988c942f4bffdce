-- What an article's buffer gets when the server attaches: keys, hints, quiet diagnostics, counts, and a box around the
-- mention under the cursor.
local actions = require('gannhan.actions')
local found = require('gannhan.found')
local mentions = require('gannhan.mentions')

local M = {}

local group = vim.api.nvim_create_augroup('gannhan', {})
local current = vim.api.nvim_create_namespace('gannhan.current')

--- The keys in articles.
M.maps = {
  { 'n', '<CR>', '<Plug>(gannhan-annotate)' },
  { 'x', '<CR>', '<Plug>(gannhan-selection)' },
  { 'n', 'g<CR>', '<Plug>(gannhan-certain)' },
  { 'n', '<M-CR>', '<Plug>(gannhan-certain)' },
  { 'n', '<BS>', '<Plug>(gannhan-reject)' },
  { 'n', 'g<BS>', '<Plug>(gannhan-remove)' },
  { 'n', ']m', '<Plug>(gannhan-next)' },
  { 'n', '[m', '<Plug>(gannhan-previous)' },
}

--- Where an article's annotations are.
function M.sidecar(buffer)
  local client = actions.client(buffer)
  local settings = client and client.config.settings or {}
  local annotator = (settings.gannhan or settings).annotator
  local ending = annotator and annotator ~= '' and ('.%s.anno.jsonl'):format(annotator) or '.anno.jsonl'
  return vim.api.nvim_buf_get_name(buffer) .. ending
end

--- What was found in each article, as the server said it last.
local known = {}

--- The server writes an open sidecar on disk when there is nothing unsaved in it: then its buffer is read again.
function M.read_again(buffer)
  local path = M.sidecar(buffer)
  for _, b in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(b) and vim.api.nvim_buf_get_name(b) == path and not vim.bo[b].modified then
      vim.cmd('silent! checktime ' .. b)
    end
  end
end

local function box(buffer)
  vim.api.nvim_buf_clear_namespace(buffer, current, 0, -1)
  if vim.api.nvim_get_current_buf() ~= buffer then
    return
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local here = mentions.at(known[buffer] or {}, cursor[1] - 1, cursor[2])
  if here then
    pcall(vim.api.nvim_buf_set_extmark, buffer, current, here.lnum, here.col, {
      end_row = here.end_lnum,
      end_col = here.end_col,
      hl_group = 'GannhanCurrent',
      priority = 90,
    })
  end
end

--- Asks the server how things stand, and shows it.
function M.refresh(buffer)
  local client = actions.client(buffer)
  if not client then
    return
  end
  found.later(client, buffer, function(now)
    known[buffer] = now.open
    vim.b[buffer].gannhan = { annotated = now.annotated, open = #now.open, finished = now.finished }
    vim.cmd.redrawstatus()
    box(buffer)
    M.read_again(buffer)
  end)
end

--- Tells the server to look at the sidecar again: Neovim does not watch files on Linux.
local function look_again(buffer)
  local client = actions.client(buffer)
  if client then
    local changes = { { uri = vim.uri_from_fname(M.sidecar(buffer)), type = 2 } }
    actions.notify(client, 'workspace/didChangeWatchedFiles', { changes = changes })
    M.refresh(buffer)
  end
end

--- Findings of warning weight show as usual; an underline is enough for what is merely not annotated yet.
local function quieten(client)
  local quiet = { severity = { min = vim.diagnostic.severity.WARN } }
  vim.diagnostic.config(
    { virtual_text = quiet, signs = quiet, underline = true },
    vim.lsp.diagnostic.get_namespace(client.id)
  )
end

--- Called by the client for every buffer that it gets.
function M.attach(client, buffer)
  quieten(client)
  if vim.bo[buffer].filetype ~= 'text' then
    return
  end
  local wishes = require('gannhan.config').wishes()
  if wishes.maps then
    for _, map in ipairs(M.maps) do
      vim.keymap.set(map[1], map[2], map[3], { buffer = buffer, remap = true, desc = map[3]:match('gannhan%-%a+') })
    end
  end
  -- A paragraph is one line: it is broken between words.
  for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
    vim.wo[window][0].linebreak = true
  end
  if wishes.hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  local function on(events, does)
    vim.api.nvim_create_autocmd(events, {
      group = group,
      buffer = buffer,
      callback = function()
        does(buffer)
      end,
    })
  end
  on({ 'DiagnosticChanged', 'TextChanged', 'InsertLeave', 'BufWritePost' }, M.refresh)
  on({ 'CursorMoved', 'BufLeave' }, box)
  on({ 'FocusGained', 'BufEnter' }, look_again)
  on('BufUnload', function()
    known[buffer] = nil
  end)
  M.refresh(buffer)
end

return M
