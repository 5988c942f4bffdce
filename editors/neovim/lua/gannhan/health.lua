-- :checkhealth gannhan
local M = {}

function M.check()
  local health = vim.health
  health.start('gannhan')
  if vim.fn.has('nvim-0.10') == 1 then
    health.ok(('Neovim %s'):format(vim.version()))
  else
    health.error('Neovim 0.10 or newer is needed')
  end
  local config = vim.fn.has('nvim-0.11') == 1 and vim.lsp.config.gannhan or require('gannhan.config').make()
  local cmd = config and config.cmd
  local program = type(cmd) == 'table' and cmd[1] or 'gannhan'
  if vim.fn.executable(program) == 1 then
    local version = vim.fn.system({ program, '--version' })
    health.ok(('%s (%s)'):format(vim.fn.exepath(program), vim.trim(version)))
  else
    health.error(program .. ' is not in PATH', { 'cargo install --path . in the folder of gannhan', 'or vim.g.gannhan = { cmd = { "/path/to/gannhan", "lsp" } }' })
  end
  local clients = vim.lsp.get_clients({ name = 'gannhan' })
  for _, client in ipairs(clients) do
    health.ok(('runs for %s'):format(client.config.root_dir or '?'))
  end
  if #clients == 0 then
    local enabled = vim.lsp.is_enabled and vim.lsp.is_enabled('gannhan')
    if vim.lsp.is_enabled and not enabled then
      health.warn('is not enabled', { "vim.lsp.enable('gannhan') in init.lua" })
    else
      health.info('does not run: no article of a project is open. A project is a folder with gannhan.toml (`:Gannhan init`) or annotations')
    end
  end
end

return M
