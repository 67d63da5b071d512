"""Flows that the tests of operations play."""

WAITING = """flow "Waiting"
on manual
use crm.find_contacts, crm.create_task
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  wait 2 days
  crm.create_task(title: "Call them", about: @contact)
end
"""
APPROVED = """flow "Approved"
on manual
use crm.find_contacts
use email.send at most 100 per day with approval
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  email.send(to: @contact, subject: "Hello @contact.fullName", text: "As written")
end
"""
FAILING = """flow "Failing"
on manual
use crm.find_contacts, crm.create_task, people.notify
use github.create_issue
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  crm.create_task(title: "First", about: @contact)
  github.create_issue(repository: "a/b", title: "@contact.fullName")
end
people.notify(@me, "all done")
"""
BODY = """flow "Body"
on manual
use people.notify
use github.create_issue
people.notify(@me, "before")
github.create_issue(repository: "a/b", title: "Once")
people.notify(@me, "after")
"""
CALLED = """flow "Called"
on call with
  name: text
end
use github.create_issue
github.create_issue(repository: "a/b", title: @name)
return "made"
"""
CALLING = """flow "Calling"
on manual
use people.notify
run flow "Called" with name: "Ann" as @answer
people.notify(@me, "got it")
"""
ASKING = """flow "Asking"
on manual
use people.notify
ask @me "How many?" as @count: number within 2 days otherwise 0
people.notify(@me, "it is @count")
"""
HANDED = """flow "Handed"
on manual
use people.notify
hand off to @me "Look at this" within 2 days
people.notify(@me, "went on")
"""
LOOPS = """flow "Loops"
on manual
use crm.find_contacts, crm.create_task, people.notify
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 4 one at a time
  for each @word in ["a", "b"]
    wait 1 day
    crm.create_task(title: "@word @contact.fullName", about: @contact)
  end
end
people.notify(@me, "all done")
"""
LISTENING = """flow "Listening"
on manual
use crm.find_contacts, people.notify
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 4
  wait for email.replied where @email.from == @contact.email at most 7 days
    people.notify(@me, "@contact.fullName answered")
  otherwise
    people.notify(@me, "@contact.fullName is silent")
  end
end
"""
