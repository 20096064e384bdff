-- wrk: posts the sample article, counts every answer that is not its analysis.
-- usage: wrk … -s load.lua URL -- ARTICLE
local threads = {}

function setup(thread)
	table.insert(threads, thread)
end

function init(args)
	local file = assert(io.open(args[1], "rb"))
	wrk.method = "POST"
	wrk.path = wrk.path == "/" and "/v1/analyze" or wrk.path
	wrk.headers["Content-Type"] = "text/plain; charset=utf-8"
	wrk.body = file:read("*a")
	file:close()
	good, bad, statuses = 0, 0, ""
end

function response(status, headers, body)
	if status == 200 and body:sub(1, 13) == '{"document":{' and body:sub(-1) == "}" then
		good = good + 1
	else
		bad = bad + 1
		statuses = (statuses .. " " .. status):sub(1, 200)
	end
end

function done(summary, latency, requests)
	local good, bad, statuses = 0, 0, ""
	for _, thread in ipairs(threads) do
		good = good + thread:get("good")
		bad = bad + thread:get("bad")
		statuses = statuses .. thread:get("statuses")
	end
	local e = summary.errors
	-- wrk counts a status over 399 once more
	io.write(string.format("RESULT good=%d bad=%d connect=%d read=%d write=%d timeout=%d rate=%.0f p50_us=%d p99_us=%d%s\n",
		good, bad, e.connect, e.read, e.write, e.timeout, good / summary.duration * 1e6,
		latency:percentile(50), latency:percentile(99), statuses))
end
