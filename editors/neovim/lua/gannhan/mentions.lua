-- The mentions that are not annotated yet, as the server's diagnostics tell them, and the way from one to the next.
local M = {}

local function before(a, b)
  for _, key in ipairs({ 'lnum', 'col', 'end_lnum', 'end_col' }) do
    if a[key] ~= b[key] then
      return a[key] < b[key]
    end
  end
  return false
end

--- The open mentions of an article, in reading order; where two begin together, the shorter first.
function M.open(buffer)
  local found = vim.tbl_filter(function(d)
    return d.source == 'gannhan' and d.code == 'unannotated'
  end, vim.diagnostic.get(buffer))
  table.sort(found, before)
  return found
end

--- A place without extent, to step from.
function M.point(lnum, col)
  return { lnum = lnum, col = col, end_lnum = lnum, end_col = col }
end

--- The shortest open mention at a cursor (both from 0): what an action there means.
function M.at(mentions, lnum, col)
  local best
  for _, m in ipairs(mentions) do
    local starts = m.lnum < lnum or (m.lnum == lnum and m.col <= col)
    local ends = m.end_lnum > lnum or (m.end_lnum == lnum and m.end_col > col)
    -- The later one to begin, and of those the first in order, lies inside the others.
    if starts and ends and (not best or m.lnum ~= best.lnum or m.col ~= best.col) then
      best = m
    end
  end
  return best
end

--- The mention after a place (or before it), around the end of the article.
function M.step(mentions, from, direction)
  local first, last, by = 1, #mentions, 1
  if direction < 0 then
    first, last, by = #mentions, 1, -1
  end
  local around
  for i = first, last, by do
    local m = mentions[i]
    local after, earlier = before(from, m), before(m, from)
    if direction > 0 and after or direction < 0 and earlier then
      return m
    end
    around = around or ((after or earlier) and m or nil)
  end
  return around
end

return M
