-- What `:Gannhan …` and the `<Plug>` maps do.
local actions = require('gannhan.actions')
local article = require('gannhan.article')
local config = require('gannhan.config')
local mentions = require('gannhan.mentions')

local M = {}

local TYPES = { 'locality', 'official', 'amount' }

local function tell(message, level)
  vim.notify('gannhan: ' .. message, level or vim.log.levels.INFO)
end

--- The server of the article in front; tells why there is none.
local function here()
  local buffer = vim.api.nvim_get_current_buf()
  local client = actions.client(buffer)
  if not client then
    tell('no server here: it runs in folders with a gannhan.toml (:Gannhan init) or annotations', vim.log.levels.WARN)
  end
  return client, buffer
end

local function cursor()
  local at = vim.api.nvim_win_get_cursor(0)
  return at[1] - 1, at[2]
end

local function reveal(mention)
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { mention.lnum + 1, mention.col })
end

local function go(buffer, direction)
  local open = mentions.open(buffer)
  local lnum, col = cursor()
  local from = mentions.at(open, lnum, col) or mentions.point(lnum, col)
  local next = mentions.step(open, from, direction)
  if next then
    reveal(next)
  else
    tell('every mention that was found here is annotated')
  end
end

--- A byte of a line (from 1) as the protocol counts.
local function position(client, lnum, byte)
  local count = { ['utf-8'] = string.len, ['utf-16'] = vim.fn.strutf16len, ['utf-32'] = vim.fn.strchars }
  return { line = lnum - 1, character = count[client.offset_encoding](vim.fn.getline(lnum):sub(1, byte)) }
end

local function range_at_cursor(client)
  local lnum, col = cursor()
  local at = position(client, lnum + 1, col)
  return { start = at, ['end'] = at }
end

--- Does something with the mention under the cursor and goes to the next; goes to one, if there is none.
local function at_mention(command)
  local client, buffer = here()
  if not client then
    return
  end
  local offer = actions.find(actions.offers(client, buffer, range_at_cursor(client)), command, 'mention')
  if not offer then
    return go(buffer, 1)
  end
  local open = mentions.open(buffer)
  local lnum, col = cursor()
  local from = mentions.at(open, lnum, col) or mentions.point(lnum, col)
  actions.take(client, offer, buffer)
  if config.wishes().advance then
    local next = mentions.step(open, from, 1)
    if next then
      reveal(next)
    else
      tell('that was the last mention')
    end
  end
end

function M.annotate()
  at_mention('gannhan.annotate')
end

function M.reject()
  at_mention('gannhan.reject')
end

function M.next()
  go(vim.api.nvim_get_current_buf(), 1)
end

function M.previous()
  go(vim.api.nvim_get_current_buf(), -1)
end

--- Takes back what was said of the mention under the cursor.
function M.remove()
  local client, buffer = here()
  local offer = client and actions.find(actions.offers(client, buffer, range_at_cursor(client)), 'gannhan.remove')
  if offer then
    actions.take(client, offer, buffer)
  elseif client then
    tell('nothing is annotated here')
  end
end

--- Annotates whatever is certain.
function M.certain()
  local client, buffer = here()
  if not client then
    return
  end
  local offers = actions.offers(client, buffer, range_at_cursor(client), { 'source.fixAll.gannhan' })
  local offer = actions.find(offers, 'gannhan.annotate', 'certain')
  local first = mentions.open(buffer)[1]
  if not offer and first then
    local start = position(client, first.lnum + 1, first.col)
    offers = actions.offers(client, buffer, { start = start, ['end'] = start })
    offer = actions.find(offers, 'gannhan.annotate', 'certain')
  end
  if offer then
    actions.take(client, offer, buffer)
  else
    tell('no certain mention is left to annotate')
  end
end

--- Annotates what is selected; asks as what, unless `kind` tells.
function M.selection(kind)
  local client, buffer = here()
  if not client then
    return
  end
  if vim.fn.mode():find('^[vV\22]') then
    vim.cmd('normal! \27')
  end
  local first, last = vim.fn.getpos("'<"), vim.fn.getpos("'>")
  if first[2] == 0 then
    return tell('select the words of the mention first')
  end
  -- The mark stands on the first byte of the last character, marks on letters included.
  local line, at = vim.fn.getline(last[2]), last[3] - 1
  local behind = at < #line and at + #vim.fn.matchstr(line:sub(at + 1), '^.') or #line
  local range = { start = position(client, first[2], first[3] - 1), ['end'] = position(client, last[2], behind) }
  local offers = vim.tbl_filter(function(offer)
    return offer.scope == 'selection' and (not kind or offer.argument.type == kind)
  end, actions.offers(client, buffer, range))
  if #offers == 0 then
    tell('this selection can not be annotated')
  elseif #offers == 1 then
    actions.take(client, offers[1], buffer)
  else
    vim.ui.select(offers, {
      prompt = 'gannhan',
      format_item = function(offer)
        return offer.title
      end,
    }, function(offer)
      if offer then
        actions.take(client, offer, buffer)
      end
    end)
  end
end

--- Opens the annotations beside the article.
function M.sidecar()
  local client, buffer = here()
  if client then
    vim.cmd.vsplit(vim.fn.fnameescape(article.sidecar(buffer)))
    vim.wo.wrap = false
    vim.cmd.wincmd('p')
  end
end

--- Lists what is not annotated yet.
function M.list()
  local buffer = vim.api.nvim_get_current_buf()
  local items = vim.diagnostic.toqflist(mentions.open(buffer))
  vim.fn.setqflist({}, ' ', { title = 'Not annotated yet', items = items })
  if #items > 0 then
    vim.cmd('botright copen')
  else
    tell('every mention that was found here is annotated')
  end
end

local function whole(command, argument)
  local client, buffer = here()
  if not client then
    return
  elseif not actions.knows(client, command) then
    return tell('this gannhan does not know ' .. command, vim.log.levels.WARN)
  end
  argument.uri = vim.uri_from_bufnr(buffer)
  actions.execute(client, command, argument, buffer)
end

--- Sets the day that the article is read as of; without one, the article tells it itself.
function M.date(date)
  if date and not date:find('^%d%d%d%d%-%d%d%-%d%d$') then
    return tell('a date is written YYYY-MM-DD', vim.log.levels.WARN)
  end
  whole('gannhan.setDate', { date = date })
end

function M.finish()
  whole('gannhan.setStatus', { status = 'finished' })
end

function M.reopen()
  whole('gannhan.setStatus', { status = 'open' })
end

local function program()
  local cmd = config.wishes().cmd
  if not cmd and vim.fn.has('nvim-0.11') == 1 and vim.lsp.config.gannhan then
    cmd = vim.lsp.config.gannhan.cmd
  end
  return type(cmd) == 'table' and cmd[1] or 'gannhan'
end

local function open_buffers()
  return vim.tbl_filter(function(buffer)
    return vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains({ 'text', 'jsonl', 'toml' }, vim.bo[buffer].filetype)
  end, vim.api.nvim_list_bufs())
end

--- Makes the working directory an annotation project.
function M.init()
  local result = vim.system({ program(), 'init' }, { text = true }):wait()
  if result.code ~= 0 then
    return tell(vim.trim(result.stderr), vim.log.levels.ERROR)
  end
  tell(vim.trim(result.stdout .. result.stderr))
  config.start(open_buffers())
end

function M.restart()
  local clients = vim.lsp.get_clients({ name = 'gannhan' })
  vim.lsp.stop_client(clients)
  vim.wait(2000, function()
    return #vim.lsp.get_clients({ name = 'gannhan' }) == 0
  end, 20)
  config.start(open_buffers())
end

function M.log()
  vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.get_log_path()))
end

local COMMANDS = {
  'annotate', 'certain', 'reject', 'remove', 'next', 'previous', 'selection', 'sidecar', 'list', 'date', 'finish', 'reopen',
  'init', 'restart', 'log',
}

--- `:Gannhan COMMAND [ARGUMENT]`
function M.run(command)
  local name, argument = command.fargs[1], command.fargs[2]
  if not vim.tbl_contains(COMMANDS, name) then
    return tell(('no such command: %s (%s)'):format(name, table.concat(COMMANDS, ', ')), vim.log.levels.ERROR)
  end
  local ok, problem = pcall(M[name], argument)
  if not ok then
    tell(tostring(problem):gsub('^gannhan: ', ''), vim.log.levels.ERROR)
  end
end

function M.complete(lead, line)
  local words = vim.split(line, '%s+')
  local options = #words <= 2 and COMMANDS or words[2] == 'selection' and TYPES or {}
  return vim.tbl_filter(function(option)
    return vim.startswith(option, lead)
  end, options)
end

return M
