"""A form whose questions depend on the answers. The app runs when it is sent, not before."""

from datetime import date

import reactfrag as rf

PLACES = {
    "Canada": {
        "British Columbia": ["Vancouver", "Victoria", "Kelowna"],
        "Quebec": ["Montreal", "Quebec City"],
    },
    "Germany": {
        "Bavaria": ["Munich", "Nuremberg", "Augsburg"],
        "Saxony": ["Dresden", "Leipzig"],
    },
    "Japan": {
        "Hokkaido": ["Sapporo", "Hakodate"],
        "Kansai": ["Osaka", "Kyoto", "Kobe"],
    },
}

rf.set_page_config(page_title="Plan a trip", page_icon="🧳")

if "trips" not in rf.session_state:
    rf.session_state.trips = []
    rf.session_state.app_runs = 0
rf.session_state.app_runs += 1

rf.title("Plan a trip")
rf.write("Each choice narrows the next. The list below changes when you add the trip.")


@rf.fragment
def trip_form():
    with rf.container(border=True):
        country = rf.selectbox("Country", list(PLACES), index=None, placeholder="Where to?")
        if country is None:
            rf.info("Choose a country to go on.")
            return
        region = rf.selectbox("State", list(PLACES[country]))
        city = rf.selectbox("City", PLACES[country][region])
        traveller = rf.text_input("Traveller", placeholder="Who goes?")
        day = rf.date_input("First day", date(2026, 5, 1))
        if rf.button("Add the trip", type="primary"):
            if not traveller:
                rf.warning("A trip needs a traveller.")
                return
            trip = {
                "traveller": traveller,
                "city": city,
                "state": region,
                "country": country,
                "day": day,
            }
            rf.session_state.trips = [*rf.session_state.trips, trip]
            rf.rerun()


trip_form()

rf.subheader(f"Trips: {len(rf.session_state.trips)}")
for trip in rf.session_state.trips:
    rf.success(
        f"**{trip['traveller']}** goes to {trip['city']}, {trip['state']} ({trip['country']}) "
        f"on {trip['day']:%d %B %Y}."
    )
rf.caption(f"Runs of the app: {rf.session_state.app_runs}")
