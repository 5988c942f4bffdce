-- What the client is made of: the program, the folders that it runs in, and what happens around it.
local M = {}

--- The user's wishes, `vim.g.gannhan`:
---   cmd      the program and its arguments (default { 'gannhan', 'lsp' })
---   maps     keys in articles (default true)
---   hints    inlay hints in articles (default true)
---   advance  annotating goes on to the next mention (default true)
function M.wishes()
  return vim.tbl_extend('force', { maps = true, hints = true, advance = true }, vim.g.gannhan or {})
end

--- The project that a file belongs to: the folder of the gannhan.toml above it, else its own folder where that
--- has sidecars; none for a file that has nothing to do with annotating.
function M.root(path)
  local name = vim.fs.basename(path)
  local is_sidecar = name:find('%.anno%.jsonl$') ~= nil
  if not is_sidecar and (name:find('%.jsonl$') or (name:find('%.toml$') and name ~= 'gannhan.toml')) then
    return nil
  end
  local folder = vim.fs.dirname(path)
  local marker = vim.fs.find('gannhan.toml', { path = folder, upward = true, type = 'file' })[1]
  if marker then
    return vim.fs.dirname(marker)
  end
  for entry, kind in vim.fs.dir(folder) do
    if kind ~= 'directory' and entry:find('%.anno%.jsonl$') then
      return folder
    end
  end
  return nil
end

local function root_of(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  return path ~= '' and vim.bo[buffer].buftype == '' and M.root(path) or nil
end

--- Ends by a crash, as `vim.uv.now()`: a server that keeps dying is not started for ever.
local crashes = {}

--- Starts the server again after a crash, for the buffers that it had.
local function exited(code, signal, buffers)
  if vim.v.exiting ~= vim.NIL or (code == 0 and signal == 0) or signal == 15 then
    return
  end
  local now = vim.uv.now()
  crashes = vim.tbl_filter(function(at)
    return now - at < 180000
  end, crashes)
  table.insert(crashes, now)
  if #crashes > 4 then
    vim.notify('gannhan has crashed five times in three minutes; `:Gannhan restart` starts it again', vim.log.levels.ERROR)
    return
  end
  vim.notify('gannhan has crashed and is started again', vim.log.levels.WARN)
  M.start(buffers)
end

--- Starts the server for buffers, where they belong to a project.
function M.start(buffers)
  -- What the user has set with vim.lsp.config counts as well.
  local config = vim.fn.has('nvim-0.11') == 1 and vim.lsp.config.gannhan or M.make()
  for _, buffer in ipairs(buffers) do
    local root = vim.api.nvim_buf_is_loaded(buffer) and root_of(buffer)
    if root then
      vim.lsp.start(vim.tbl_extend('force', config, { name = 'gannhan', root_dir = root }), { bufnr = buffer })
    end
  end
end

--- The buffers that a client has, which it no longer knows when it has ended.
local attached = {}

--- What vim.lsp.config and vim.lsp.start take.
function M.make()
  return {
    cmd = M.wishes().cmd or { 'gannhan', 'lsp' },
    filetypes = { 'text', 'jsonl', 'toml' },
    workspace_required = true,
    init_options = { virtualDocuments = true },
    root_dir = function(buffer, found)
      local root = root_of(buffer)
      if root then
        found(root)
      end
    end,
    on_attach = function(client, buffer)
      attached[client.id] = attached[client.id] or {}
      attached[client.id][buffer] = true
      require('gannhan.article').attach(client, buffer)
    end,
    on_exit = function(code, signal, id)
      local buffers = vim.tbl_keys(attached[id] or {})
      attached[id] = nil
      -- Not before Neovim has forgotten the one that has ended: it would be taken for a running one.
      vim.defer_fn(function()
        exited(code, signal, buffers)
      end, 100)
    end,
  }
end

return M
