-- Pages that the server writes: what a rule means, what is known of a unit (`gannhan:rules/orphan.md`).
local M = {}

--- Fills a buffer that was opened by such a name.
function M.read(buffer)
  local uri = vim.api.nvim_buf_get_name(buffer):match('gannhan:.*')
  local actions = require('gannhan.actions')
  local client = vim.lsp.get_clients({ name = 'gannhan' })[1]
  local text = client and actions.execute(client, 'gannhan.document', { uri = uri }, buffer)
  if type(text) ~= 'string' then
    text = client and 'There is no such page.' or 'gannhan does not run.'
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(text), '\n', { plain = true }))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].filetype = 'markdown'
end

return M
