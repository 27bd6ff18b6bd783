-- Refuses an upload and then takes what is left of it from the connection. HAProxy before
-- 3.0 closes the connection at once, and many callers send to the end before they read: they
-- would see a broken connection in the place of the answer.

local told = os.getenv("PROXY_BUSY") -- by haproxy.cfg
local longest = 64 * 1024 * 1024 -- bytes of one body that are taken

core.register_service("busy", "http", function(applet)
	local id = applet:get_var("txn.id")
	local body = told:gsub("%%%[var%(txn.id%)%]", id) -- as in the log format of haproxy.cfg
	applet:set_status(503)
	applet:add_header("Content-Type", "application/problem+json; charset=utf-8")
	applet:add_header("Content-Length", #body)
	applet:add_header("Cache-Control", "no-store")
	applet:add_header("X-Content-Type-Options", "nosniff")
	applet:add_header("X-Request-Id", id)
	applet:add_header("Retry-After", "1")
	applet:start_response()
	applet:send(body)
	local taken = 0
	repeat
		local part = applet:receive(16384)
		taken = taken + #part
	until #part == 0 or taken > longest
end)
