"""`resume preview`: a live page in the browser that follows the profile.

server     the pages and what they ask for, on 127.0.0.1, for one browser
worker     a process that renders, and is ended when a profile keeps it too long
pictures   pages of PDF and Word files as images, by other programs
editing    writing a theme or a token into the profile
static     the page itself
"""
