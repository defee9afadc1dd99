-- Asks Sallyport whether a request may go on to an application: see haproxy.cfg.

local SALLYPORT = "http://127.0.0.1:8080"
local PATIENCE = 10000 -- milliseconds

-- Names of the headers that Sallyport answers with, and that the application gets in place of its own.
local WHO = { "x-auth-user", "x-auth-name", "x-auth-mail", "x-auth-groups" }

-- What Sallyport needs of the request, besides what it is asked about.
local PASSED_ON = { "cookie", "user-agent", "accept-language", "sec-fetch-mode" }

local function all_of(headers, name)
    local values = {}
    if headers[name] ~= nil then
        for i = 0, #headers[name] do
            if headers[name][i] ~= nil then
                values[#values + 1] = headers[name][i]
            end
        end
    end
    return values
end

local function first(response, name)
    if response.headers == nil then
        return nil
    end
    return all_of(response.headers, name)[1]
end

local function answer(txn, status, response)
    local reply = txn:reply({ status = status })
    for _, name in ipairs({ "location", "retry-after", "content-type", "cache-control", "referrer-policy" }) do
        local value = first(response, name)
        if value ~= nil then
            reply:add_header(name, value)
        end
    end
    if response.body ~= nil then
        reply:set_body(response.body)
    end
    txn:done(reply)
end

core.register_action("sallyport_verify", { "http-req" }, function(txn)
    local sent = txn.http:req_get_headers()
    local asked = {
        ["x-forwarded-host"] = all_of(sent, "host"),
        ["x-forwarded-uri"] = { txn.sf:pathq() },
        ["x-forwarded-method"] = { txn.sf:method() },
        ["x-forwarded-for"] = { txn.sf:src() },
        ["x-forwarded-proto"] = { "https" },
    }
    for _, name in ipairs(PASSED_ON) do
        local values = all_of(sent, name)
        if #values > 0 then
            asked[name] = values
        end
    end
    local response = core.httpclient():get({ url = SALLYPORT .. "/auth/verify?redirect", headers = asked, timeout = PATIENCE })
    if response == nil or response.status == nil or response.status < 200 then
        answer(txn, 503, {})
    elseif response.status == 200 then
        -- All of them are there; one that is not, or is empty, is no reason to keep what the client sent.
        for _, name in ipairs(WHO) do
            txn.http:req_set_header(name, first(response, name) or "")
        end
        local cookie = first(response, "cookie") or ""
        if cookie == "" then
            txn.http:req_del_header("cookie")
        else
            txn.http:req_set_header("cookie", cookie)
        end
    elseif response.status >= 500 or response.status == 400 then
        answer(txn, 503, response)
    else
        answer(txn, response.status, response)
    end
end, 0)
