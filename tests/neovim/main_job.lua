-- The main job: findings and hints are seen, the quick fix is taken, and the annotation stands in the
-- sidecar on disk after :wall, with no buffer left modified.
local bin, article, mode = vim.env.GANNHAN_BIN, vim.env.GANNHAN_ARTICLE, vim.env.GANNHAN_MODE
local sidecar = article .. ".anno.jsonl"

local common = dofile("tests/neovim/common.lua")
local read, cut = common.read, common.cut

local function fail(what)
  common.fail(mode, what, vim.diagnostic.get)
end

local function wait(what, holds)
  if not vim.wait(10000, holds, 20) then
    fail("waited for " .. what)
  end
end

vim.lsp.config("gannhan", { cmd = { bin, "lsp" }, filetypes = { "text", "jsonl" }, root_markers = { "gannhan.toml" } })
vim.filetype.add({ extension = { jsonl = "jsonl" } })
vim.cmd.filetype("on")
vim.lsp.enable("gannhan")
vim.cmd.edit(vim.fn.fnameescape(article))
local buffer = vim.api.nvim_get_current_buf()
wait("the server", function()
  return #vim.lsp.get_clients({ bufnr = buffer, name = "gannhan" }) == 1
end)

local function unannotated()
  return vim.tbl_filter(function(d)
    return d.source == "gannhan" and d.code == "unannotated"
  end, vim.diagnostic.get(buffer))
end

wait("diagnostics", function()
  return #unannotated() > 0
end)

vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
wait("inlay hints", function()
  vim.cmd.redraw()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
end)

local hover
vim.lsp.buf_request(buffer, "textDocument/hover", {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  position = { line = unannotated()[1].lnum, character = unannotated()[1].col },
}, function(_, result)
  hover = result
end)
wait("a hover", function()
  return hover ~= nil
end)

if mode ~= "closed" then
  -- The sidecar is open in a buffer: new, or with a line that is not saved yet.
  vim.cmd.split(vim.fn.fnameescape(sidecar))
  if mode == "open" then
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { '{"note":"typed and not saved"}' })
  end
  vim.cmd.wincmd("p")
  -- Neovim tells of edits a moment later.
  vim.wait(400)
end

local before = unannotated()
local target = before[1]
local name = vim.api.nvim_buf_get_text(buffer, target.lnum, target.col, target.end_lnum, target.end_col, {})[1]
vim.api.nvim_win_set_cursor(0, { target.lnum + 1, target.col })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.isPreferred
  end,
})

if mode ~= "closed" then
  wait("the line in the sidecar's buffer", function()
    return #vim.api.nvim_buf_get_lines(vim.fn.bufnr(sidecar), 0, -1, false) > 1
  end)
  if read(sidecar) then
    fail("the sidecar was written while its buffer was not saved")
  end
else
  wait("the sidecar", function()
    return read(sidecar) ~= nil
  end)
end

wait("the diagnostic to go", function()
  return #unannotated() == #before - 1
end)
for _, d in ipairs(unannotated()) do
  if d.lnum == target.lnum and d.col == target.col and d.end_col == target.end_col then
    fail("the diagnostic of what was annotated is still there")
  end
end

vim.cmd("silent wall")
local found = 0
local text = read(article)
for line in (read(sidecar) or ""):gmatch("[^\n]+") do
  local json = vim.json.decode(line)
  if json.type == "Annotation" then
    local position, quote = json.target.selector[1], json.target.selector[2]
    if quote.exact ~= name or cut(text, position.start, position["end"]) ~= name then
      fail("the annotation does not cut its quote out of the article: " .. line)
    end
    found = found + 1
  elseif mode == "open" and not (json.note or json.type == "Article") then
    fail("a line that nobody wrote: " .. line)
  end
end
if found ~= 1 then
  fail(found .. " annotations in the sidecar on disk")
end
local written = read(sidecar)
if mode ~= "open" and (#vim.split(written, "\n") ~= 3 or written:sub(-1) ~= "\n") then
  fail("not a header and one line: " .. vim.inspect(written))
end
if mode == "open" and not written:find("typed and not saved", 1, true) then
  fail("the unsaved line is gone")
end

for _, b in ipairs(vim.api.nvim_list_bufs()) do
  if vim.bo[b].modified then
    fail("left modified: " .. vim.api.nvim_buf_get_name(b))
  end
end
local messages = vim.api.nvim_exec2("messages", { output = true }).output
if messages:find("rror") then
  fail("an error was shown")
end

local client = vim.lsp.get_clients({ name = "gannhan" })[1]
client:stop()
wait("the server to end", function()
  return client:is_stopped()
end)
io.stdout:write(("Neovim (%s): %d findings, %q annotated, on disk\n"):format(mode, #before, name))
vim.cmd("quitall!")
