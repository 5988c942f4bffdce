-- The plugin in a real, headless Neovim: `vim.lsp.enable('gannhan')` is all that is done. GANNHAN_DIR is a project with
-- the examples in it.
local folder = vim.env.GANNHAN_DIR
local article = folder .. '/can-tho-sau-sap-nhap.txt'
local sidecar = article .. '.anno.jsonl'
local name = 'plugin'

local common = dofile('tests/neovim/common.lua')

local function fail(what)
  common.fail(name, what, function()
    return vim.api.nvim_win_get_cursor(0)
  end)
end

local function wait(what, holds)
  if not vim.wait(20000, holds, 20) then
    fail('waited for ' .. what)
  end
end

local function read(path)
  return common.read(path) or ''
end

-- The annotations on disk; each has to cut its quote out of the article on disk.
local function annotations()
  local text, found = read(article), {}
  for line in read(sidecar):gmatch('[^\n]+') do
    local json = vim.json.decode(line)
    if json.type == 'Annotation' then
      local at, quote = json.target.selector[1], json.target.selector[2]
      local cut = common.cut(text, at.start, at['end'])
      if cut ~= quote.exact then
        fail(('%q is not %q'):format(cut, quote.exact))
      end
      table.insert(found, json)
    end
  end
  return found
end

-- What is not annotated yet, as the server says it; the diagnostics have to say the same, if a moment later.
local function open()
  local buffer = vim.fn.bufnr(article)
  local client = require('gannhan.actions').client(buffer)
  return client and require('gannhan.found').ask(client, buffer).open or {}
end

local function shown()
  return vim.tbl_filter(function(d)
    return d.source == 'gannhan' and d.code == 'unannotated'
  end, vim.diagnostic.get(vim.fn.bufnr(article)))
end

local function nothing_modified()
  wait('no buffer to be modified', function()
    for _, b in ipairs(vim.api.nvim_list_bufs()) do
      if vim.bo[b].modified then
        return false
      end
    end
    return true
  end)
end

local function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'tx', false)
end

local function clients()
  return vim.lsp.get_clients({ name = 'gannhan' })
end

-- A file in a folder that is no project: nothing runs.
vim.cmd.edit(vim.env.GANNHAN_STRANGER)
vim.wait(500)
if #clients() > 0 then
  fail('a server for a file that has nothing to do with annotating')
end

vim.cmd.edit(vim.fn.fnameescape(article))
local buffer = vim.api.nvim_get_current_buf()
wait('mentions', function()
  return #shown() > 40
end)
local total = #open()
if #shown() ~= total then
  fail(('%d diagnostics for %d mentions'):format(#shown(), total))
end

wait('hints', function()
  vim.cmd.redraw()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 10
end)

wait('colours', function()
  local seen = {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, -1, 0, -1, { details = true })) do
    seen[mark[4].hl_group or ''] = true
  end
  return seen['@lsp.type.locality.text'] and seen['@lsp.type.official.text'] and seen['@lsp.type.amount.text']
end)

-- One key goes there, one annotates and goes on; keys typed ahead are not lost.
press('<CR>')
press('<CR>')
wait('the first annotation', function()
  return #annotations() == 1
end)
press('<CR><CR><CR><CR>')
wait('five annotations', function()
  return #annotations() == 5 and #shown() == total - 5
end)
nothing_modified()
press('<BS>')
wait('the rejected one', function()
  return #annotations() == 6 and #open() == total - 6
end)
press('[m')
press(']m')

-- The statusline counts.
wait('the counts', function()
  return require('gannhan').statusline() == ('5/%d'):format(total - 1)
end)

-- With the sidecar open and saved: saved again, at once.
vim.cmd('Gannhan sidecar')
wait('the sidecar beside', function()
  return vim.fn.bufwinnr(sidecar) > 0 and vim.api.nvim_get_current_buf() == buffer
end)
press('<CR>')
wait('the annotation on disk', function()
  return #annotations() == 7
end)
nothing_modified()

-- With the sidecar open and not saved: into its buffer, and the disk is left alone.
local beside = vim.fn.bufnr(sidecar)
vim.api.nvim_buf_set_lines(beside, -1, -1, false, { '{"note":"typed and not saved"}' })
vim.wait(300)
local before = read(sidecar)
press('<CR>')
wait('the line in the buffer', function()
  return vim.api.nvim_buf_line_count(beside) == 10
end)
vim.wait(300)
if read(sidecar) ~= before then
  fail('the disk was touched while the buffer was not saved')
end
vim.api.nvim_buf_call(beside, function()
  vim.cmd('silent %substitute/^{"note.*\\n//')
  vim.cmd('silent write')
end)
wait('eight on disk', function()
  return #annotations() == 8
end)

-- An edit above; saved, undone, saved.
local start = annotations()[1].target.selector[1].start
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { 'Tin nóng 🌾' })
vim.cmd('silent write')
wait('the annotations to follow', function()
  local ok, found = pcall(function()
    return vim.json.decode(vim.split(read(sidecar), '\n')[2]).target.selector[1].start
  end)
  return ok and found == start + 11
end)
annotations()
vim.cmd('silent undo')
wait('the mentions of the old text', function()
  return #open() == total - 8
end)
press(']m<CR>')
vim.cmd('silent write')
wait('the annotations to come back', function()
  local ok, found = pcall(function()
    return vim.json.decode(vim.split(read(sidecar), '\n')[2]).target.selector[1].start
  end)
  return ok and found == start
end)
nothing_modified()
annotations()

-- The server is killed: another one comes and goes on.
local old = clients()[1]
local pid = vim.fn.systemlist({ 'pgrep', '-P', tostring(vim.fn.getpid()), '-f', 'gannhan lsp' })[1]
vim.uv.kill(assert(tonumber(pid)), 'sigkill')
wait('another server', function()
  local new = clients()[1]
  return new and new.id ~= old.id and new.initialized
end)
local had = #annotations()
wait('its findings', function()
  return #open() > 0
end)
press(']m<CR>')
wait('an annotation by the new server', function()
  return #annotations() == had + 1
end)

-- What is left, in a list; what is certain, at once; lint clean.
vim.cmd('Gannhan list')
if #vim.fn.getqflist() ~= #open() then
  fail(#vim.fn.getqflist() .. ' in the list')
end
vim.cmd.cclose()
vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
press('g<CR>')
wait('all that is certain', function()
  return #annotations() > 40
end)
nothing_modified()
local lint = vim.system({ 'gannhan', 'lint', folder }, { text = true }):wait()
if lint.code ~= 0 then
  fail('lint: ' .. lint.stdout .. lint.stderr)
end

-- What a rule means, as a page.
vim.cmd.edit('gannhan:rules/orphan.md')
if not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('orphan', 1, true) then
  fail('no page about a rule')
end

-- Health and help.
vim.cmd('checkhealth gannhan')
local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
if report:find('ERROR') or not report:find('runs for') then
  fail(report)
end
vim.cmd('helptags ' .. vim.fn.fnameescape(vim.env.GANNHAN_PLUGIN .. '/doc'))
vim.cmd('help gannhan')

-- A folder is made a project.
vim.cmd.cd(vim.fn.fnamemodify(vim.env.GANNHAN_STRANGER, ':h'))
vim.cmd.edit('tin.txt')
vim.cmd('Gannhan init')
wait('the server of the new project', function()
  return #vim.diagnostic.get(0) > 0
end)
if vim.fn.filereadable('gannhan.toml') == 0 then
  fail('no gannhan.toml')
end

local messages = vim.api.nvim_exec2('messages', { output = true }).output
if messages:gsub('Check log for errors', ''):find('rror') then
  fail('an error was shown')
end
io.stdout:write(('Neovim %s: %d mentions, %d lines in the sidecar\n'):format(vim.version(), total, #annotations()))
vim.cmd('quitall!')
