-- What an article's buffer gets when the server attaches: keys, hints, quiet diagnostics, counts, and a box around the
-- mention under the cursor.
local actions = require('gannhan.actions')
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

--- The lines of a file, as they stand in a buffer or else on disk.
local function lines_of(path)
  local buffer = vim.fn.bufnr(vim.fn.escape(path, '[]*?{}\\,'))
  if buffer > 0 and vim.api.nvim_buf_get_name(buffer) == path and vim.api.nvim_buf_is_loaded(buffer) then
    return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  end
  local file = io.open(path, 'rb')
  if not file then
    return {}
  end
  local text = file:read('a')
  file:close()
  return vim.split(text, '\n', { plain = true })
end

--- Counts what is annotated, for the statusline.
local function count(buffer)
  local annotated = 0
  for _, line in ipairs(lines_of(M.sidecar(buffer))) do
    local ok, json = pcall(vim.json.decode, line)
    if ok and type(json) == 'table' and json.type == 'Annotation' and json.status ~= 'rejected' and json.origin ~= 'rejected' then
      annotated = annotated + 1
    end
  end
  vim.b[buffer].gannhan = { annotated = annotated, open = #mentions.open(buffer) }
  vim.cmd.redrawstatus()
end

local function box(buffer)
  vim.api.nvim_buf_clear_namespace(buffer, current, 0, -1)
  if vim.api.nvim_get_current_buf() ~= buffer then
    return
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local here = mentions.at(mentions.open(buffer), cursor[1] - 1, cursor[2])
  if here then
    pcall(vim.api.nvim_buf_set_extmark, buffer, current, here.lnum, here.col, {
      end_row = here.end_lnum,
      end_col = here.end_col,
      hl_group = 'GannhanCurrent',
      priority = 90,
    })
  end
end

--- Tells the server to look at the sidecar again: Neovim does not watch files on Linux.
local function look_again(buffer)
  local client = actions.client(buffer)
  if client then
    local params = { changes = { { uri = vim.uri_from_fname(M.sidecar(buffer)), type = 2 } } }
    if vim.fn.has('nvim-0.11') == 1 then
      client:notify('workspace/didChangeWatchedFiles', params)
    else
      client.notify('workspace/didChangeWatchedFiles', params)
    end
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
  on('DiagnosticChanged', count)
  on({ 'DiagnosticChanged', 'CursorMoved', 'BufEnter', 'BufLeave' }, box)
  on({ 'FocusGained', 'BufEnter' }, look_again)
end

return M
