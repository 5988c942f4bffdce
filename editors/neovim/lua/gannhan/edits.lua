-- Changes that the server asks for in a sidecar that is open. What was saved before is saved again, so that the disk
-- holds the annotation and no hidden buffer is left modified; what a person was typing stays unsaved.
local M = {}

local function buffers_of(edit)
  local uris = vim.tbl_keys(edit.changes or {})
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.textDocument then
      table.insert(uris, change.textDocument.uri)
    end
  end
  return vim.tbl_map(vim.uri_to_bufnr, uris)
end

--- What is added behind the last line would leave a blank line behind itself: Neovim makes a line of what follows the
--- last line break.
local function trim(buffer, edits)
  for _, edit in ipairs(edits or {}) do
    if edit.range and edit.range.start.line >= vim.api.nvim_buf_line_count(buffer) then
      edit.newText = edit.newText:gsub('\n$', '')
    end
  end
end

local function trim_all(edit)
  for uri, edits in pairs(edit.changes or {}) do
    trim(vim.uri_to_bufnr(uri), edits)
  end
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.edits then
      trim(vim.uri_to_bufnr(change.textDocument.uri), change.edits)
    end
  end
end

--- The handler of workspace/applyEdit.
function M.apply(err, params, context, config)
  local edit = params and params.edit or {}
  local clean = vim.tbl_filter(function(buffer)
    return vim.api.nvim_buf_is_loaded(buffer) and not vim.bo[buffer].modified
  end, buffers_of(edit))
  trim_all(edit)
  local answer = vim.lsp.handlers['workspace/applyEdit'](err, params, context, config)
  for _, buffer in ipairs(clean) do
    if vim.bo[buffer].modified then
      -- Not before the answer: the server takes the save for one of the text that it has just sent.
      vim.schedule(function()
        if vim.api.nvim_buf_is_loaded(buffer) then
          vim.api.nvim_buf_call(buffer, function()
            vim.cmd('silent lockmarks update')
          end)
        end
      end)
    end
  end
  return answer
end

return M
