-- The way from one mention to the next. Mentions are { lnum, col, end_lnum, end_col } from 0, in bytes.
local before = require('gannhan.found').before

local M = {}

--- A place without extent, to step from.
function M.point(lnum, col)
  return { lnum = lnum, col = col, end_lnum = lnum, end_col = col }
end

--- The shortest mention at a cursor: what an action there means.
function M.at(mentions, lnum, col)
  local best
  for _, m in ipairs(mentions) do
    local starts = m.lnum < lnum or (m.lnum == lnum and m.col <= col)
    local ends = m.end_lnum > lnum or (m.end_lnum == lnum and m.end_col > col)
    -- The last one to begin, and of those the first in order, lies inside the others.
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
