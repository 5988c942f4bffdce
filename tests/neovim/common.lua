-- What the tests in Neovim share: failing with all that helps, waiting, reading.
local common = {}

-- Ends Neovim with what went wrong. `state`: gives what there is to see.
function common.fail(name, what, state)
  io.stderr:write(('FAILED (%s): %s\n%s\n'):format(name, what, vim.inspect({
    messages = vim.api.nvim_exec2('messages', { output = true }).output,
    state = state and state(),
  })))
  vim.cmd('cquit 1')
end

-- A file's text; nil where there is none.
function common.read(path)
  local file = io.open(path, 'rb')
  if not file then
    return nil
  end
  local text = file:read('a')
  file:close()
  return text
end

-- The part of a text between two code points.
function common.cut(text, first, last)
  return table.concat(vim.list_slice(vim.fn.split(text, '\\zs'), first + 1, last))
end

return common
