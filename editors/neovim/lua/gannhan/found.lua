-- What the server knows of an article: the counts, and the mentions that are not annotated yet.
local actions = require('gannhan.actions')

local M = {}

--- A protocol position as line and byte, both from 0.
local function place(client, buffer, position)
  local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
  local encoding, at = client.offset_encoding, position.character
  if encoding ~= 'utf-8' then
    if vim.fn.has('nvim-0.11') == 1 then
      at = vim.str_byteindex(line, encoding, at, false)
    else
      at = vim.str_byteindex(line, math.min(at, vim.str_utfindex(line)), encoding == 'utf-16')
    end
  end
  return position.line, math.min(at, #line)
end

local function before(a, b)
  for _, key in ipairs({ 'lnum', 'col', 'end_lnum', 'end_col' }) do
    if a[key] ~= b[key] then
      return a[key] < b[key]
    end
  end
  return false
end
M.before = before

--- Reads the answer of `gannhan.status`: { annotated, date, finished, open }, the last in reading order; where two begin
--- together, the shorter first.
local function read(client, buffer, answer)
  local open = {}
  for _, mention in ipairs(answer.unannotated) do
    local lnum, col = place(client, buffer, mention.range.start)
    local end_lnum, end_col = place(client, buffer, mention.range['end'])
    table.insert(open, { lnum = lnum, col = col, end_lnum = end_lnum, end_col = end_col, type = mention.type })
  end
  table.sort(open, before)
  return { annotated = answer.annotated, date = answer.date, finished = answer.status == 'finished', open = open }
end

local function params(buffer)
  return { command = 'gannhan.status', arguments = { { uri = vim.uri_from_bufnr(buffer) } } }
end

--- Asks, and waits for the answer; the server has taken in every edit so far.
function M.ask(client, buffer)
  return read(client, buffer, actions.request(client, 'workspace/executeCommand', params(buffer), buffer))
end

--- Asks, and calls back.
function M.later(client, buffer, done)
  actions.send(client, 'workspace/executeCommand', params(buffer), function(err, answer)
    if not err and answer and vim.api.nvim_buf_is_loaded(buffer) then
      done(read(client, buffer, answer))
    end
  end, buffer)
end

return M
