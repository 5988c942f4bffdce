-- What `:Gannhan …` and the `<Plug>` maps do.
local actions = require('gannhan.actions')
local article = require('gannhan.article')
local config = require('gannhan.config')
local found = require('gannhan.found')
local mentions = require('gannhan.mentions')

local M = {}

--- What a command may have written is shown.
local function written(buffer)
  article.read_again(buffer)
  article.refresh(buffer)
end

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

local function go(client, buffer, direction)
  local open = found.ask(client, buffer).open
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
  local open = found.ask(client, buffer).open
  local mention = mentions.at(open, cursor())
  local offer = mention and actions.find(actions.offers(client, buffer, range_at_cursor(client)), command, 'mention')
  if not offer then
    return go(client, buffer, 1)
  end
  actions.take(client, offer, buffer)
  written(buffer)
  if config.wishes().advance then
    local next = mentions.step(open, mention, 1)
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

local function step(direction)
  local client, buffer = here()
  if client then
    go(client, buffer, direction)
  end
end

function M.next()
  step(1)
end

function M.previous()
  step(-1)
end

--- Takes back what was said of the mention under the cursor.
function M.remove()
  local client, buffer = here()
  local offer = client and actions.find(actions.offers(client, buffer, range_at_cursor(client)), 'gannhan.remove')
  if offer then
    actions.take(client, offer, buffer)
    written(buffer)
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
  local before = #found.ask(client, buffer).open
  local argument = { uri = vim.uri_from_bufnr(buffer), scope = 'certain' }
  actions.execute(client, 'gannhan.annotate', argument, buffer)
  local left = #found.ask(client, buffer).open
  written(buffer)
  if left == before then
    tell('no certain mention is left to annotate')
  else
    tell(('%d mentions annotated; %d need your eye'):format(before - left, left))
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
    return offer.command == 'gannhan.annotate' and offer.scope == 'selection' and (not kind or offer.argument.type == kind)
  end, actions.offers(client, buffer, range))
  if #offers == 0 then
    tell('this selection can not be annotated')
  elseif #offers == 1 then
    actions.take(client, offers[1], buffer)
    written(buffer)
  else
    vim.ui.select(offers, {
      prompt = 'gannhan',
      format_item = function(offer)
        return offer.title
      end,
    }, function(offer)
      if offer then
        actions.take(client, offer, buffer)
        written(buffer)
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
  local client, buffer = here()
  if not client then
    return
  end
  local items = vim.tbl_map(function(m)
    local words = vim.api.nvim_buf_get_text(buffer, m.lnum, m.col, m.end_lnum, m.end_col, {})
    return {
      bufnr = buffer,
      lnum = m.lnum + 1,
      col = m.col + 1,
      end_lnum = m.end_lnum + 1,
      end_col = m.end_col + 1,
      text = ('%s: %s'):format(m.type, table.concat(words, ' ')),
    }
  end, found.ask(client, buffer).open)
  vim.fn.setqflist({}, ' ', { title = 'Not annotated yet', items = items })
  if #items > 0 then
    vim.cmd('botright copen')
  else
    tell('every mention that was found here is annotated')
  end
end

local function whole(command, argument)
  local client, buffer = here()
  if client then
    argument.uri = vim.uri_from_bufnr(buffer)
    actions.execute(client, command, argument, buffer)
    written(buffer)
  end
end

--- Sets the day that the article is read as of; without one, the article tells it itself.
function M.date(date)
  if date and not date:find('^%d%d%d%d%-%d%d%-%d%d$') then
    return tell('a date is written YYYY-MM-DD', vim.log.levels.WARN)
  end
  whole('gannhan.setDate', { date = date or vim.NIL })
end

function M.finish()
  whole('gannhan.finish', { finished = true })
end

function M.reopen()
  whole('gannhan.finish', { finished = false })
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
    return tell((vim.trim(result.stderr):gsub('gannhan: ', '')), vim.log.levels.ERROR)
  end
  tell((vim.trim(result.stdout .. result.stderr):gsub('gannhan: ', '')))
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
