from django.urls import path

from disclosures.desk.people import own_sessions, pages, two_step

PERSON = "people/<int:pk>/"

urlpatterns = [
    path("people/", pages.people_page, name="desk-people"),
    path("people/add/", pages.invite_page, name="desk-invite"),
    path(PERSON, pages.person_page, name="desk-person"),
    path(f"{PERSON}give", pages.acts(pages.give, proven=True), name="desk-role-give"),
    path(f"{PERSON}take", pages.acts(pages.take), name="desk-role-take"),
    path(f"{PERSON}off", pages.acts(pages.switch_off), name="desk-person-off"),
    path(f"{PERSON}on", pages.acts(pages.switch_on, proven=True), name="desk-person-on"),
    path(f"{PERSON}renew", pages.renew, name="desk-person-renew"),
    path(f"{PERSON}sessions", pages.acts(pages.end_sessions), name="desk-person-sessions"),
    path(f"{PERSON}two-step", pages.acts(pages.drop_two_step, proven=True), name="desk-person-two-step"),
    path("sessions/", own_sessions.own_sessions_page, name="desk-sessions"),
    path("two-step/", two_step.two_step_page, name="desk-two-step"),
    path("two-step/end", two_step.end_two_step, name="desk-two-step-end"),
]
