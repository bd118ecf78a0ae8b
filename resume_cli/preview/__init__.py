"""`resume preview`: a live page in the browser that follows the profile.

server     the page and the data it requests, served on 127.0.0.1 to one browser
worker     a process that renders, and is killed if a profile takes too long
pictures   pages of PDF and Word files as images, by other programs
editing    writing a theme or a token into the profile
static     the page itself
"""
