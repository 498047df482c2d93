"""Settings by topic.

base       what every secretariat has
safety     headers, cookies, hosts, passkeys
storage    where rows and files lie, from the folder of the house
house      a secretariat in use
demo       the demonstration: Tolunay, on this machine only, with sign-in links
testing    the tests
"""
