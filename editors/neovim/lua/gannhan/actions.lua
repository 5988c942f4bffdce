-- What the server offers at a place, by what it does rather than by its title. Requests are waited for: answers take
-- milliseconds, and keys that are typed ahead find things as they were left.
local M = {}

local PATIENCE = 3000

--- The client of a buffer.
function M.client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'gannhan' })[1]
end

function M.request(client, method, params, buffer)
  local answer, err
  if vim.fn.has('nvim-0.11') == 1 then
    answer, err = client:request_sync(method, params, PATIENCE, buffer)
  else
    answer, err = client.request_sync(method, params, PATIENCE, buffer)
  end
  if not answer or answer.err then
    error(('gannhan: %s'):format(answer and answer.err and answer.err.message or err or 'no answer'), 0)
  end
  return answer.result
end

--- The same, without waiting.
function M.send(client, method, params, done, buffer)
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, done, buffer)
  else
    client.request(method, params, done, buffer)
  end
end

function M.notify(client, method, params)
  if vim.fn.has('nvim-0.11') == 1 then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

--- Has the server carry out a command of its own.
function M.execute(client, command, argument, buffer)
  return M.request(client, 'workspace/executeCommand', { command = command, arguments = { argument } }, buffer)
end

--- The commands offered for a range (protocol positions); `only` limits the kinds of action.
function M.offers(client, buffer, range, only)
  local found = M.request(client, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = range,
    context = { diagnostics = {}, only = only, triggerKind = 1 },
  }, buffer)
  local offers = {}
  for _, action in ipairs(found or {}) do
    local command = type(action.command) == 'table' and action.command or action
    local argument = command.arguments and command.arguments[1] or {}
    table.insert(offers, { title = action.title, command = command.command, argument = argument, scope = argument.scope })
  end
  return offers
end

--- The first offer of a command and, where it has one, of a scope.
function M.find(offers, command, scope)
  for _, offer in ipairs(offers) do
    if offer.command == command and (not scope or offer.scope == scope) then
      return offer
    end
  end
end

--- Takes an offer.
function M.take(client, offer, buffer)
  return M.execute(client, offer.command, offer.argument, buffer)
end

return M
