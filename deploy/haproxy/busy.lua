-- Refuses an upload and then takes what is left of it from the connection. HAProxy before
-- 3.0 closes the connection at once, and many callers send to the end before they read: they
-- would see a broken connection in the place of the answer.

local longest = 64 * 1024 * 1024 -- bytes of one body that are taken

core.register_service("busy", "http", function(applet)
	local id = applet:get_var("txn.id")
	local body = '{"type":"/docs/errors#unavailable","code":"unavailable","status":503,"title":"服务繁忙或不可用 / Busy or unavailable","detail":"没有副本可以处理这个请求，什么也没有做。请稍后再试。 No replica could take the request, and nothing was done. Please try again.","request_id":"' .. id .. '"}'
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
