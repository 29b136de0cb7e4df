for line in io.lines("/app/pages/index.md") do
  ngx.say(line)
end
